(* Appendix A, line by line: the slope (A1), its integral (A2)-(A4), the sign of E (A5), (A6). *)
From Coq Require Import Reals Lra Psatz.
From Coquelicot Require Import Coquelicot.
From Sponte Require Import Vocabulary Statements Entropy Calculus Blocks.
Open Scope R_scope.

(* (A1) *)

Lemma log2_artanh (w g : R) : 0 < g < w -> log2 ((w + g) / (w - g)) = 2 * artanh (g / w) / ln 2.
Proof.
  intro H. assert (L := ln_2_pos). unfold log2, artanh.
  replace ((1 + g / w) / (1 - g / w)) with ((w + g) / (w - g)) by (field; lra).
  field. lra.
Qed.

Lemma artanh_gap_1 (x c : R) : artanh (gap x 1 c / weight x 1) = artanh (Delta x c).
Proof. rewrite weight_1, <- Delta_gap. f_equal. field. Qed.

Lemma eq_17_derive (x c Gamma t : R) :
  0 < x < 1 -> 0 < c -> c ^ 2 < x * (1 - x) -> 0 < Gamma -> 0 <= t ->
  is_derive (fun c => eq_17 x c Gamma t) c
    (entropy_slope x (exp (- Gamma * t)) c - entropy_slope x 1 c).
Proof.
  intros Hx H0 Hc HG Ht. assert (Hal := survival Gamma t HG Ht). set (al := exp (- Gamma * t)) in *.
  apply (is_derive_ext (fun c => (eta (x * (1 - al)) + entropy x al c) - entropy x 1 c)).
  { intro u. symmetry. apply eq_17_entropy. }
  apply (is_derive_minus (fun c => eta (x * (1 - al)) + entropy x al c) (entropy x 1)).
  - evar_last.
    + apply (is_derive_plus (fun _ => eta (x * (1 - al))) (entropy x al)).
      * apply is_derive_const.
      * apply entropy_derive; assumption.
    + apply plus_zero_l.
  - apply entropy_derive; try assumption. lra.
Qed.

Lemma eq_A1_2_slope (x c Gamma t : R) :
  0 < x < 1 -> 0 < c -> c ^ 2 < x * (1 - x) -> 0 < Gamma -> 0 <= t ->
  entropy_slope x (exp (- Gamma * t)) c - entropy_slope x 1 c = eq_A1_2 x c Gamma t.
Proof.
  intros Hx H0 Hc HG Ht. assert (Hal := survival Gamma t HG Ht). assert (L := ln_2_pos).
  assert (G1 := gap_inside x _ c Hx Hal H0 Hc). assert (G2 := gap_inside x 1 c Hx ltac:(lra) H0 Hc).
  unfold eq_A1_2, entropy_slope. rewrite artanh_gap_1, weight_1, <- Delta_gap in *.
  fold (Delta x c). fold (gap x (exp (- Gamma * t)) c). fold (weight x (exp (- Gamma * t))).
  field. repeat split; lra.
Qed.

Lemma eq_A1_forms (x c Gamma t : R) :
  0 < x < 1 -> 0 < c -> c ^ 2 < x * (1 - x) -> 0 < Gamma -> 0 <= t ->
  eq_A1_1 x c Gamma t = eq_A1_2 x c Gamma t.
Proof.
  intros Hx H0 Hc HG Ht. assert (Hal := survival Gamma t HG Ht). assert (L := ln_2_pos).
  assert (G1 := gap_inside x _ c Hx Hal H0 Hc). assert (G2 := gap_inside x 1 c Hx ltac:(lra) H0 Hc).
  unfold eq_A1_1, eq_A1_2. rewrite weight_1, <- Delta_gap in G2.
  fold (Delta x c). fold (gap x (exp (- Gamma * t)) c). fold (weight x (exp (- Gamma * t))).
  rewrite log2_artanh by exact G1. rewrite (Rplus_comm (Delta x c) 1), log2_artanh by exact G2.
  replace (Delta x c / 1) with (Delta x c) by field. field. repeat split; lra.
Qed.

Theorem slope_of_randomness : Statements.slope_of_randomness.
Proof.
  intros x c Gamma t Hx Hc HG Ht. assert (Hc2 := coherence_sq_lt x c Hx ltac:(lra)).
  rewrite eq_A1_forms by (assumption || lra). split; [| reflexivity].
  rewrite <- eq_A1_2_slope by (assumption || lra). apply eq_17_derive; assumption || lra.
Qed.

(* (A2) *)

Theorem artanh_as_integral : Statements.artanh_as_integral.
Proof.
  intros x Hx. assert (I : is_RInt (fun s => artanh_integrand s x) 0 1 (artanh x / x)).
  { apply (is_RInt_ext (fun s => / (1 - x ^ 2 * s ^ 2))); [| apply artanh_integral; exact Hx].
    rewrite Rmin_left, Rmax_right by lra. intros s Hs.
    change (/ (1 - x ^ 2 * s ^ 2) = 1 / (- s ^ 2 * x ^ 2 + 1)).
    assert (P := denominator_pos x s ltac:(lra) ltac:(lra)). field. lra. }
  split; [exact I |]. exact (is_RInt_unique _ _ _ _ I).
Qed.

(* (A3), (A4) *)

Lemma ratio_inside (w g : R) : 0 < g < w -> 0 < g / w < 1.
Proof.
  intro H. split; [apply Rdiv_lt_0_compat; lra |].
  apply (Rmult_lt_reg_r w); [lra |]. replace (g / w * w) with g by (field; lra). lra.
Qed.

Lemma ratio_denominator_pos (x al c s : R) :
  0 < x < 1 -> 0 < al <= 1 -> 0 < c -> c ^ 2 < x * (1 - x) -> 0 <= s <= 1 ->
  0 < 1 - (gap x al c / weight x al) ^ 2 * s ^ 2.
Proof.
  intros Hx Hal H0 Hc Hs. assert (R := ratio_inside _ _ (gap_inside x al c Hx Hal H0 Hc)).
  apply denominator_pos; lra.
Qed.

(* The integrand in terms of the two ratios whose artanh it integrates. *)
Definition kernel (x al c s : R) : R := / (1 - (gap x al c / weight x al) ^ 2 * s ^ 2).

Lemma bracket_kernel (x c Gamma t s : R) :
  0 < x < 1 -> 0 < c -> c ^ 2 < x * (1 - x) -> 0 < Gamma -> 0 <= t -> 0 <= s <= 1 ->
  let al := exp (- Gamma * t) in
  bracket x c Gamma t s = kernel x 1 c s - al / weight x al * kernel x al c s.
Proof.
  intros Hx H0 Hc HG Ht Hs al. assert (Hal := survival Gamma t HG Ht : 0 < al <= 1).
  assert (G1 := gap_inside x al c Hx Hal H0 Hc).
  assert (G2 := gap_inside x 1 c Hx ltac:(lra) H0 Hc).
  assert (P1 := ratio_denominator_pos x al c s Hx Hal H0 Hc Hs).
  assert (P2 := ratio_denominator_pos x 1 c s Hx ltac:(lra) H0 Hc Hs).
  assert (S1 : gap x al c ^ 2 = 4 * c ^ 2 * al + (1 - x - x * al) ^ 2).
  { rewrite gap_sq by lra. unfold weight. ring. }
  assert (S2 : gap x 1 c ^ 2 = 4 * c ^ 2 + (1 - x - x) ^ 2).
  { rewrite gap_sq by lra. unfold weight. ring. }
  unfold bracket, kernel. fold al. fold (weight x al). rewrite <- S1, <- S2.
  rewrite weight_1 in *. replace (gap x 1 c / 1) with (gap x 1 c) in * by field.
  set (g := gap x al c) in *. set (w := weight x al) in *. set (D := gap x 1 c) in *.
  assert (E : 1 - (g / w) ^ 2 * s ^ 2 = (w ^ 2 - g ^ 2 * s ^ 2) / w ^ 2) by (field; lra).
  assert (0 < w ^ 2) by (apply pow_lt; lra).
  assert (0 < w ^ 2 - g ^ 2 * s ^ 2).
  { replace (w ^ 2 - g ^ 2 * s ^ 2) with ((1 - (g / w) ^ 2 * s ^ 2) * w ^ 2) by (field; lra).
    apply Rmult_lt_0_compat; lra. }
  field. repeat split; nra.
Qed.

Lemma kernel_integral (x al c : R) :
  0 < x < 1 -> 0 < al <= 1 -> 0 < c -> c ^ 2 < x * (1 - x) ->
  is_RInt (kernel x al c) 0 1
    (artanh (gap x al c / weight x al) / (gap x al c / weight x al)).
Proof.
  intros Hx Hal H0 Hc. apply artanh_integral, ratio_inside, gap_inside; assumption.
Qed.

Lemma bracket_integral (x c Gamma t : R) :
  0 < x < 1 -> 0 < c -> c ^ 2 < x * (1 - x) -> 0 < Gamma -> 0 <= t ->
  is_RInt (fun s => bracket x c Gamma t s) 0 1 (eq_A1_2 x c Gamma t * ln 2 / (4 * c)).
Proof.
  intros Hx H0 Hc HG Ht. assert (Hal := survival Gamma t HG Ht). assert (L := ln_2_pos).
  set (al := exp (- Gamma * t)) in *. assert (Hw := weight_pos x al ltac:(lra) Hal).
  assert (G1 := gap_inside x al c Hx Hal H0 Hc).
  assert (G2 := gap_inside x 1 c Hx ltac:(lra) H0 Hc).
  evar_last.
  { apply (is_RInt_ext
      (fun s => minus (kernel x 1 c s) (scal (al / weight x al) (kernel x al c s)))).
    - rewrite Rmin_left, Rmax_right by lra. intros s Hs. symmetry.
      apply bracket_kernel; assumption || lra.
    - apply (is_RInt_minus (kernel x 1 c) (fun s => scal (al / weight x al) (kernel x al c s))).
      + apply kernel_integral; assumption || lra.
      + apply (is_RInt_scal (kernel x al c)), kernel_integral; assumption. }
  rewrite <- eq_A1_2_slope by assumption. unfold entropy_slope. fold al. rewrite artanh_gap_1.
  rewrite weight_1 in *. unfold minus, plus, opp, scal; simpl; unfold mult; simpl.
  field. repeat split; lra.
Qed.

Theorem slope_as_integral : Statements.slope_as_integral.
Proof.
  intros x c Gamma t Hx [H0 Hc] HG Ht. assert (L := ln_2_pos).
  assert (Hc2 := coherence_sq_lt x c Hx ltac:(lra)).
  assert (I := bracket_integral x c Gamma t Hx H0 Hc2 HG Ht).
  assert (E : eq_A3 x c Gamma t = eq_A1_2 x c Gamma t).
  { change (4 * c * RInt (fun s => bracket x c Gamma t s) 0 1 / ln 2 = eq_A1_2 x c Gamma t).
    rewrite (is_RInt_unique _ _ _ _ I). field. lra. }
  split; [eexists; exact I | split; [reflexivity |]].
  rewrite E, <- eq_A1_2_slope by assumption. apply eq_17_derive; assumption.
Qed.

(* J is linear in s^2, with J(0) = (F - alpha)/F and J(1) = E/F^2. *)
Lemma J_between_ends (x c Gamma t s : R) : 0 <= x <= 1 -> 0 < Gamma -> 0 <= t ->
  eq_A4 x c Gamma t s = text_J_nonnegative x c Gamma t s.
Proof.
  intros Hx HG Ht. assert (Hal := survival Gamma t HG Ht). unfold eq_A4, text_J_nonnegative.
  set (al := exp (- Gamma * t)) in *. assert (Hw := weight_pos x al Hx Hal). unfold weight in Hw.
  field. lra.
Qed.

Lemma eq_A5_nonneg (x c Gamma t : R) : 0 <= x <= 1 -> c ^ 2 <= x * (1 - x) -> 0 < Gamma -> 0 <= t ->
  0 <= eq_A5 x c Gamma t.
Proof.
  intros Hx Hc HG Ht. assert (Hal := survival Gamma t HG Ht). unfold eq_A5.
  repeat apply Rmult_le_pos; lra.
Qed.

Lemma J_from_ends (x c Gamma t s : R) :
  text_J_nonnegative x c Gamma t s =
  (1 - s ^ 2) * (text_F_exceeds_alpha x Gamma t / F x Gamma t)
  + s ^ 2 * (eq_A5 x c Gamma t / F x Gamma t ^ 2).
Proof. unfold text_J_nonnegative, text_F_exceeds_alpha, eq_A5, F, Rdiv. ring. Qed.

Lemma J_nonneg (x c Gamma t s : R) :
  0 <= x <= 1 -> c ^ 2 <= x * (1 - x) -> 0 < Gamma -> 0 <= t -> 0 <= s <= 1 ->
  0 <= eq_A4 x c Gamma t s.
Proof.
  intros Hx Hc HG Ht Hs. assert (Hal := survival Gamma t HG Ht).
  assert (Hw := weight_pos x _ Hx Hal : 0 < F x Gamma t <= 1).
  rewrite J_between_ends, J_from_ends by assumption.
  apply Rplus_le_le_0_compat; (apply Rmult_le_pos; [nra |]); apply Rmult_le_pos.
  - unfold text_F_exceeds_alpha. apply Rmult_le_pos; lra.
  - apply Rlt_le, Rinv_0_lt_compat, Hw.
  - apply eq_A5_nonneg; assumption.
  - apply Rlt_le, Rinv_0_lt_compat, pow_lt, Hw.
Qed.

(* The integrand is J over two positive denominators. *)
Lemma bracket_J (x c Gamma t s : R) :
  0 < x < 1 -> 0 < c -> c ^ 2 < x * (1 - x) -> 0 < Gamma -> 0 <= t -> 0 <= s <= 1 ->
  0 < 1 - Delta x c ^ 2 * s ^ 2 /\
  0 < 1 - (Delta_prime x c Gamma t / F x Gamma t) ^ 2 * s ^ 2 /\
  bracket x c Gamma t s = eq_A4 x c Gamma t s
    / ((1 - Delta x c ^ 2 * s ^ 2) * (1 - (Delta_prime x c Gamma t / F x Gamma t) ^ 2 * s ^ 2)).
Proof.
  intros Hx H0 Hc HG Ht Hs. assert (Hal := survival Gamma t HG Ht).
  assert (G1 := gap_inside x _ c Hx Hal H0 Hc). assert (G2 := gap_inside x 1 c Hx ltac:(lra) H0 Hc).
  assert (P1 := ratio_denominator_pos x _ c s Hx Hal H0 Hc Hs).
  assert (P2 := ratio_denominator_pos x 1 c s Hx ltac:(lra) H0 Hc Hs).
  rewrite bracket_kernel by assumption. unfold kernel.
  rewrite weight_1, <- Delta_gap in *. replace (Delta x c / 1) with (Delta x c) in * by field.
  change (Delta_prime x c Gamma t) with (gap x (exp (- Gamma * t)) c).
  change (F x Gamma t) with (weight x (exp (- Gamma * t))).
  split; [exact P2 | split; [exact P1 |]].
  assert (S1 := gap_sq x (exp (- Gamma * t)) c ltac:(lra)).
  assert (S2 := gap_sq x 1 c ltac:(lra)). rewrite <- Delta_gap, weight_1 in S2.
  set (al := exp (- Gamma * t)) in *.
  assert (E : eq_A4 x c Gamma t s = 1 - al / weight x al
                + s ^ 2 * (al / weight x al * Delta x c ^ 2 - (gap x al c / weight x al) ^ 2)).
  { replace ((gap x al c / weight x al) ^ 2) with (gap x al c ^ 2 / weight x al ^ 2)
      by (field; lra).
    rewrite S1, S2. unfold eq_A4. fold al. unfold weight in *. field. lra. }
  rewrite E. set (y := gap x al c / weight x al) in *. set (D := Delta x c) in *.
  set (r := al / weight x al). field. split; lra.
Qed.

Theorem J_nonnegative : Statements.J_nonnegative.
Proof.
  intros x c Gamma t s Hx [H0 Hc] HG Ht Hs. assert (Hc2 := coherence_sq_lt x c Hx ltac:(lra)).
  destruct (bracket_J x c Gamma t s Hx H0 Hc2 HG Ht Hs) as [P1 [P2 B]].
  repeat split; try assumption.
  - apply J_between_ends; lra.
  - apply J_nonneg; lra.
Qed.

Theorem denominators_positive : Statements.denominators_positive.
Proof.
  intros x c Gamma t Hx Hc HG Ht. assert (Hc2 := coherence_sq x c Hx Hc).
  assert (Hal := survival Gamma t HG Ht).
  rewrite Delta_gap, Delta_prime_gap, !gap_sq, weight_1 by lra.
  unfold text_denominators_positive_Delta, text_denominators_positive_Delta_prime.
  change (F x Gamma t) with (weight x (exp (- Gamma * t))).
  repeat split; try ring; [| apply Rmult_le_pos]; lra.
Qed.

(* (A5), (A6) *)

Theorem E_nonnegative : Statements.E_nonnegative.
Proof.
  intros x c Gamma t Hx Hc HG Ht. assert (Hc2 := coherence_sq x c Hx Hc).
  assert (Hal := survival Gamma t HG Ht).
  assert (Hw := weight_pos x _ Hx Hal : 0 < F x Gamma t <= 1).
  repeat split.
  - unfold E_of_gaps. rewrite Delta_gap, Delta_prime_gap, !gap_sq, weight_1 by lra.
    unfold eq_A5, F, weight. ring.
  - rewrite J_between_ends, J_from_ends by assumption. field. lra.
  - apply eq_A5_nonneg; assumption.
Qed.

Theorem E_smallest_for_pure_states : Statements.E_smallest_for_pure_states.
Proof.
  intros a Gamma t c Ha HG Ht Hc. assert (Hal := survival Gamma t HG Ht).
  assert (Hc2 : c ^ 2 <= (1 - a ^ 2) / 4).
  { assert (0 <= 1 - a ^ 2) by nra. assert (S := pow2_sqrt (1 - a ^ 2) ltac:(assumption)). nra. }
  set (x := (1 + a) / 2). assert (Hx : 0 <= x <= 1) by (unfold x; lra).
  assert (Hc' : c ^ 2 <= x * (1 - x)).
  { replace (x * (1 - x)) with ((1 - a ^ 2) / 4) by (unfold x; field). exact Hc2. }
  rewrite Delta_gap, Delta_prime_gap, !gap_sq, weight_1 by lra. repeat split.
  - unfold F, text_substitution_F, x. field.
  - unfold text_substitution_Delta, x. field.
  - unfold text_substitution_Delta_prime, weight, x. field.
  - unfold text_c2_coefficient.
    assert (0 <= 4 * x * (1 - exp (- Gamma * t)) * exp (- Gamma * t))
      by (repeat apply Rmult_le_pos; lra). lra.
  - unfold eq_A5, eq_A6_1, text_c2_coefficient, x. field.
  - unfold eq_A6_1. apply eq_A5_nonneg; assumption.
Qed.

Theorem F_exceeds_survival : Statements.F_exceeds_survival.
Proof.
  intros x Gamma t Hx HG Ht. assert (Hal := survival Gamma t HG Ht).
  assert (E : F x Gamma t - exp (- Gamma * t) = text_F_exceeds_alpha x Gamma t)
    by (unfold F, text_F_exceeds_alpha; ring).
  unfold text_F_exceeds_alpha in *.
  assert (0 <= (1 - x) * (1 - exp (- Gamma * t))) by (apply Rmult_le_pos; lra).
  split; [exact E |]. split; [lra |]. split; [intro H'; split | intros [H1 H2]].
  - destruct (Req_dec x 1) as [-> |]; lra.
  - destruct Ht as [Ht | <-]; [exact Ht |].
    replace (- Gamma * 0) with 0 in * by ring. rewrite exp_0 in *. lra.
  - assert (Hal' := survival_lt_1 Gamma t HG H2).
    assert (0 < (1 - x) * (1 - exp (- Gamma * t))) by (apply Rmult_lt_0_compat; lra). lra.
Qed.
