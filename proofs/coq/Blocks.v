(* The block of rho_A that survives an attenuation of the excited state by al: its trace, its gap
   and their signs. al = 1 is rho_A itself and al = exp (-Gamma t) the outcome "no photon", so one
   set of lemmas serves both spectra. *)
From Coq Require Import Reals Lra Psatz.
From Coquelicot Require Import Coquelicot.
From Sponte Require Import Vocabulary Statements Entropy.
Open Scope R_scope.

Definition weight (x al : R) : R := (1 - x) + x * al.
Definition gap (x al c : R) : R := sqrt (4 * c ^ 2 * al + ((1 - x) - x * al) ^ 2).

Lemma Delta_gap (x c : R) : Delta x c = gap x 1 c.
Proof. unfold Delta, gap. f_equal. ring. Qed.

Lemma Delta_prime_gap (x c Gamma t : R) : Delta_prime x c Gamma t = gap x (exp (- Gamma * t)) c.
Proof. reflexivity. Qed.

Lemma weight_1 (x : R) : weight x 1 = 1.
Proof. unfold weight. ring. Qed.

(* The survival alpha of the excited state. *)
Lemma survival (Gamma t : R) : 0 < Gamma -> 0 <= t -> 0 < exp (- Gamma * t) <= 1.
Proof.
  intros HG Ht. split; [apply exp_pos |]. rewrite <- exp_0.
  destruct Ht as [Ht | <-]; [apply Rlt_le, exp_increasing; nra |].
  right. f_equal. ring.
Qed.

Lemma survival_lt_1 (Gamma t : R) : 0 < Gamma -> 0 < t -> 0 < exp (- Gamma * t) < 1.
Proof.
  intros HG Ht. split; [apply exp_pos |]. rewrite <- exp_0. apply exp_increasing. nra.
Qed.

(* What the range of the coherence says without square roots. *)
Lemma coherence_sq (x c : R) : 0 <= x <= 1 -> 0 <= c <= sqrt x * sqrt (1 - x) ->
  c ^ 2 <= x * (1 - x).
Proof.
  intros Hx Hc. rewrite <- sqrt_mult in Hc by lra.
  assert (0 <= x * (1 - x)) by nra. rewrite <- (pow2_sqrt (x * (1 - x))) by assumption.
  apply pow_incr. exact Hc.
Qed.

Lemma coherence_sq_lt (x c : R) : 0 < x < 1 -> 0 <= c < sqrt x * sqrt (1 - x) ->
  c ^ 2 < x * (1 - x).
Proof.
  intros Hx Hc. rewrite <- sqrt_mult in Hc by lra.
  assert (0 < x * (1 - x)) by nra. rewrite <- (pow2_sqrt (x * (1 - x))) by lra. nra.
Qed.

Lemma coherence_max (x : R) : 0 <= x <= 1 -> 0 <= sqrt x * sqrt (1 - x).
Proof. intro Hx. apply Rmult_le_pos; apply sqrt_pos. Qed.

(* gap^2 = weight^2 - 4 det: trace and determinant of the block. *)
Lemma gap_sq (x al c : R) : 0 <= al ->
  gap x al c ^ 2 = weight x al ^ 2 - 4 * al * (x * (1 - x) - c ^ 2).
Proof.
  intro Hal. unfold gap, weight. rewrite pow2_sqrt; [ring |].
  assert (0 <= c ^ 2 * al) by (apply Rmult_le_pos; [apply pow2_ge_0 | exact Hal]).
  generalize (pow2_ge_0 ((1 - x) - x * al)). lra.
Qed.

Lemma weight_pos (x al : R) : 0 <= x <= 1 -> 0 < al <= 1 -> 0 < weight x al <= 1.
Proof. intros Hx Hal. unfold weight. split; nra. Qed.

Lemma gap_le_weight (x al c : R) : 0 <= x <= 1 -> 0 < al <= 1 -> c ^ 2 <= x * (1 - x) ->
  0 <= gap x al c <= weight x al.
Proof.
  intros Hx Hal Hc. assert (Hw := weight_pos x al Hx Hal). assert (Hg := gap_sq x al c ltac:(lra)).
  assert (0 <= gap x al c) by apply sqrt_pos.
  assert (0 <= al * (x * (1 - x) - c ^ 2)) by (apply Rmult_le_pos; lra). split; nra.
Qed.

(* Strictly inside the domain the block has two different, positive eigenvalues. *)
Lemma gap_inside (x al c : R) : 0 < x < 1 -> 0 < al <= 1 -> 0 < c -> c ^ 2 < x * (1 - x) ->
  0 < gap x al c < weight x al.
Proof.
  intros Hx Hal H0 Hc. assert (Hw := weight_pos x al ltac:(lra) Hal).
  assert (Hg := gap_sq x al c ltac:(lra)).
  assert (0 < c ^ 2 * al) by (apply Rmult_lt_0_compat; [apply pow_lt |]; lra).
  assert (0 < gap x al c).
  { apply sqrt_lt_R0. generalize (pow2_ge_0 ((1 - x) - x * al)). lra. }
  assert (0 < al * (x * (1 - x) - c ^ 2)) by (apply Rmult_lt_0_compat; lra). split; nra.
Qed.

(* The entropy of the block's spectrum. *)
Definition entropy (x al c : R) : R :=
  eta ((weight x al + gap x al c) / 2) + eta ((weight x al - gap x al c) / 2).

Lemma eq_17_entropy (x c Gamma t : R) :
  eq_17 x c Gamma t =
  eta (x * (1 - exp (- Gamma * t))) + entropy x (exp (- Gamma * t)) c - entropy x 1 c.
Proof.
  unfold eq_17, entropy. rewrite weight_1, <- Delta_gap. unfold weight.
  replace (sqrt (4 * c ^ 2 + (1 - x - x) ^ 2)) with (Delta x c) by reflexivity.
  fold (gap x (exp (- Gamma * t)) c).
  replace (1 / 2 - Delta x c / 2) with ((1 - Delta x c) / 2) by field.
  replace (Delta x c / 2 + 1 / 2) with ((1 + Delta x c) / 2) by field.
  set (al := exp (- Gamma * t)). set (g := gap x al c).
  replace ((1 - x) / 2 + x * al / 2 - g / 2) with ((1 - x + x * al - g) / 2) by field.
  replace ((1 - x) / 2 + x * al / 2 + g / 2) with ((1 - x + x * al + g) / 2) by field.
  ring.
Qed.

(* Without coherence the eigenvalues are the diagonal. *)
Lemma entropy_incoherent (x al : R) : 0 <= x <= 1 -> 0 < al <= 1 ->
  entropy x al 0 = eta (1 - x) + eta (x * al).
Proof.
  intros Hx Hal. unfold entropy, gap.
  replace (4 * 0 ^ 2 * al + (1 - x - x * al) ^ 2) with (Rsqr (1 - x - x * al))
    by (unfold Rsqr; ring).
  rewrite sqrt_Rsqr_abs. unfold weight, Rabs. destruct (Rcase_abs (1 - x - x * al)).
  - rewrite Rplus_comm. f_equal; f_equal; field.
  - f_equal; f_equal; field.
Qed.

(* A pure state stays pure: one eigenvalue is the weight, the other is 0. *)
Lemma entropy_pure (x al c : R) : 0 <= x <= 1 -> 0 < al <= 1 -> c ^ 2 = x * (1 - x) ->
  entropy x al c = eta (weight x al).
Proof.
  intros Hx Hal Hc. assert (Hw := weight_pos x al Hx Hal).
  assert (E : gap x al c = weight x al).
  { assert (Hg := gap_sq x al c ltac:(lra)). rewrite Hc in Hg.
    assert (0 <= gap x al c) by apply sqrt_pos. nra. }
  unfold entropy. rewrite E.
  replace ((weight x al + weight x al) / 2) with (weight x al) by field.
  replace ((weight x al - weight x al) / 2) with 0 by field. rewrite eta_0. ring.
Qed.

Lemma entropy_continuous (x al c : R) : continuous (entropy x al) c.
Proof.
  assert (Hg : continuous (gap x al) c).
  { apply continuous_sqrt_comp.
    apply (ex_derive_continuous (fun c => 4 * c ^ 2 * al + (1 - x - x * al) ^ 2)).
    auto_derive. exact I. }
  assert (H : forall f : R -> R, (forall d, continuous f d) ->
              continuous (fun c => eta (f (gap x al c))) c).
  { intros f Hf. apply (continuous_comp (fun c => f (gap x al c)) eta); [| apply eta_continuous].
    apply (continuous_comp (gap x al) f); [exact Hg | apply Hf]. }
  apply (continuous_plus (fun c => eta ((weight x al + gap x al c) / 2))
                         (fun c => eta ((weight x al - gap x al c) / 2))).
  - apply (H (fun d => (weight x al + d) / 2)). intro d.
    apply (ex_derive_continuous (fun d => (weight x al + d) / 2)). auto_derive. exact I.
  - apply (H (fun d => (weight x al - d) / 2)). intro d.
    apply (ex_derive_continuous (fun d => (weight x al - d) / 2)). auto_derive. exact I.
Qed.

(* The slope of the entropy, in bits. *)
Definition entropy_slope (x al c : R) : R :=
  - (4 * c * (al / weight x al) * (artanh (gap x al c / weight x al) / (gap x al c / weight x al)))
  / ln 2.

Lemma artanh_ratio (w g : R) : 0 < g < w ->
  artanh (g / w) = (ln ((w + g) / 2) - ln ((w - g) / 2)) / 2.
Proof.
  intro H. unfold artanh. rewrite <- ln_div by lra. do 2 f_equal. field. lra.
Qed.

Lemma entropy_derive (x al c : R) :
  0 < x < 1 -> 0 < al <= 1 -> 0 < c -> c ^ 2 < x * (1 - x) ->
  is_derive (entropy x al) c (entropy_slope x al c).
Proof.
  intros Hx Hal H0 Hc. assert (Hg := gap_inside x al c Hx Hal H0 Hc). assert (L := ln_2_pos).
  assert (Hq : 0 < 4 * c ^ 2 * al + (1 - x - x * al) ^ 2).
  { rewrite <- (sqrt_sqrt (4 * c ^ 2 * al + (1 - x - x * al) ^ 2));
      [apply Rmult_lt_0_compat; apply Hg |].
    assert (0 <= c ^ 2 * al) by (apply Rmult_le_pos; [apply pow2_ge_0 | lra]).
    generalize (pow2_ge_0 (1 - x - x * al)). lra. }
  assert (D : is_derive (gap x al) c (4 * c * al / gap x al c)).
  { unfold gap at 1. auto_derive; change (c * (c * 1)) with (c ^ 2);
      change ((1 - x - x * al) * ((1 - x - x * al) * 1)) with ((1 - x - x * al) ^ 2).
    - exact Hq.
    - fold (gap x al c). field. lra. }
  set (w := weight x al) in *.
  assert (K : forall a, 0 < (w + a * gap x al c) / 2 ->
    is_derive (fun c => eta ((w + a * gap x al c) / 2)) c
      (a * (4 * c * al / gap x al c) / 2 * (- (ln ((w + a * gap x al c) / 2) + 1) / ln 2))).
  { intros a Ha. apply (is_derive_comp eta (fun c => (w + a * gap x al c) / 2)).
    - apply eta_derive. exact Ha.
    - auto_derive; [exists (4 * c * al / gap x al c); exact D |].
      replace (Derive (fun c => gap x al c) c) with (4 * c * al / gap x al c)
        by (symmetry; apply is_derive_unique; exact D).
      field. lra. }
  evar_last.
  { apply (is_derive_ext
      (fun c => eta ((w + 1 * gap x al c) / 2) + eta ((w + -1 * gap x al c) / 2))).
    - intro u. unfold entropy. fold w. f_equal; f_equal; field.
    - apply (is_derive_plus (fun c => eta ((w + 1 * gap x al c) / 2))); apply K; lra. }
  unfold entropy_slope. fold w. rewrite artanh_ratio by lra. unfold plus; simpl.
  replace (w + 1 * gap x al c) with (w + gap x al c) by ring.
  replace (w + -1 * gap x al c) with (w - gap x al c) by ring.
  field. repeat split; lra.
Qed.
