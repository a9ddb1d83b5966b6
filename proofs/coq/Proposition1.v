(* Proposition 1: the randomness is strictly increasing in the coherence, on the closed interval,
   for one window and, since the clicks do not feel the coherence, for any number of bins. *)
From Coq Require Import Reals Lra Psatz.
From Coquelicot Require Import Coquelicot.
From Sponte Require Import Vocabulary Statements Entropy Calculus Blocks AppendixA.
Open Scope R_scope.

(* Strictly: for t > 0 and s < 1 the first end of J is already positive. *)
Lemma J_pos (x c Gamma t s : R) :
  0 < x < 1 -> c ^ 2 <= x * (1 - x) -> 0 < Gamma -> 0 < t -> 0 <= s < 1 ->
  0 < eq_A4 x c Gamma t s.
Proof.
  intros Hx Hc HG Ht Hs. assert (Hal := survival_lt_1 Gamma t HG Ht).
  assert (Hw := weight_pos x (exp (- Gamma * t)) ltac:(lra) ltac:(lra) : 0 < F x Gamma t <= 1).
  rewrite J_between_ends, J_from_ends by lra. apply Rplus_lt_le_0_compat.
  - apply Rmult_lt_0_compat; [nra |]. apply Rdiv_lt_0_compat; [| apply Hw].
    unfold text_F_exceeds_alpha. apply Rmult_lt_0_compat; lra.
  - apply Rmult_le_pos; [nra |]. apply Rmult_le_pos; [apply eq_A5_nonneg; lra |].
    apply Rlt_le, Rinv_0_lt_compat, pow_lt, Hw.
Qed.

(* The integrand of (A3) as a quotient. *)
Definition J_quotient (x c Gamma t s : R) : R := eq_A4 x c Gamma t s
  / ((1 - Delta x c ^ 2 * s ^ 2) * (1 - (Delta_prime x c Gamma t / F x Gamma t) ^ 2 * s ^ 2)).

Lemma bracket_continuous (x c Gamma t s : R) :
  0 < x < 1 -> 0 < c -> c ^ 2 < x * (1 - x) -> 0 < Gamma -> 0 <= t -> 0 <= s <= 1 ->
  continuous (J_quotient x c Gamma t) s.
Proof.
  intros Hx H0 Hc HG Ht Hs. destruct (bracket_J x c Gamma t s Hx H0 Hc HG Ht Hs) as [P1 [P2 _]].
  unfold J_quotient.
  set (D := Delta x c) in *. set (y := Delta_prime x c Gamma t / F x Gamma t) in *.
  apply (ex_derive_continuous (fun s => eq_A4 x c Gamma t s
    / ((1 - D ^ 2 * s ^ 2) * (1 - y ^ 2 * s ^ 2)))).
  unfold eq_A4. auto_derive. simpl in *.
  assert (0 < (1 - D * (D * 1) * (s * (s * 1))) * (1 - y * (y * 1) * (s * (s * 1))))
    by (apply Rmult_lt_0_compat; lra). lra.
Qed.

Lemma slope_pos (x c Gamma t : R) :
  0 < x < 1 -> 0 < c -> c ^ 2 < x * (1 - x) -> 0 < Gamma -> 0 < t -> 0 < eq_A1_2 x c Gamma t.
Proof.
  intros Hx H0 Hc HG Ht. assert (L := ln_2_pos).
  assert (I := is_RInt_unique _ _ _ _ (bracket_integral x c Gamma t Hx H0 Hc HG ltac:(lra))).
  rewrite (RInt_ext _ (J_quotient x c Gamma t)) in I.
  2: { rewrite Rmin_left, Rmax_right by lra. intros s Hs. apply bracket_J; lra. }
  assert (P : 0 < eq_A1_2 x c Gamma t * ln 2 / (4 * c)).
  { rewrite <- I. apply RInt_gt_0; [lra | |]; intros s Hs.
    - destruct (bracket_J x c Gamma t s Hx H0 Hc HG ltac:(lra) ltac:(lra)) as [P1 [P2 _]].
      apply Rdiv_lt_0_compat; [apply J_pos; lra | apply Rmult_lt_0_compat; assumption].
    - apply bracket_continuous; lra. }
  replace (eq_A1_2 x c Gamma t) with (eq_A1_2 x c Gamma t * ln 2 / (4 * c) * (4 * c / ln 2))
    by (field; lra).
  apply Rmult_lt_0_compat; [exact P | apply Rdiv_lt_0_compat; lra].
Qed.

Theorem slope_positive : Statements.slope_positive.
Proof.
  intros x c Gamma t Hx [H0 Hc] HG Ht. assert (Hc2 := coherence_sq_lt x c Hx ltac:(lra)).
  rewrite eq_A1_forms by lra. apply slope_pos; assumption.
Qed.

Lemma eq_17_continuous (x c Gamma t : R) : continuous (fun c => eq_17 x c Gamma t) c.
Proof.
  set (al := exp (- Gamma * t)).
  apply (continuous_ext
    (fun c => minus (plus (eta (x * (1 - al))) (entropy x al c)) (entropy x 1 c))).
  { intro u. symmetry. apply eq_17_entropy. }
  apply (continuous_minus (fun c => plus (eta (x * (1 - al))) (entropy x al c)) (entropy x 1));
    [| apply entropy_continuous].
  apply (continuous_plus (fun _ => eta (x * (1 - al))) (entropy x al)).
  - apply continuous_const.
  - apply entropy_continuous.
Qed.

(* The statement covers rho11 = 0 and 1 too, where there are no two coherences. *)
Theorem randomness_increases_with_coherence : Statements.randomness_increases_with_coherence.
Proof.
  intros x c1 c2 Gamma t Hx H1 H2 HG Ht H12.
  assert (S2 := coherence_sq x c2 Hx H2). assert (Hx' : 0 < x < 1) by (split; nra).
  apply (increasing_from_derivative (fun c => eq_17 x c Gamma t)
           (fun c => entropy_slope x (exp (- Gamma * t)) c - entropy_slope x 1 c)).
  - exact H12.
  - intros c Hc. apply eq_17_derive; nra.
  - intros c Hc. rewrite eq_A1_2_slope by nra. apply slope_pos; nra.
  - intros c Hc. apply eq_17_continuous.
Qed.

Lemma eq_25_eq_17 (x c Gamma t : R) (n : nat) :
  eq_25 x c Gamma t n = eq_17 x c Gamma t - eta (x * (1 - exp (- Gamma * t)))
  + Sum (fun k => eta (eq_23_Pr_k x Gamma t n k)) 1 n.
Proof. unfold eq_25, eq_17, eq_23_Pr_k. ring. Qed.

Theorem randomness_temporal_increases : Statements.randomness_temporal_increases.
Proof.
  intros x c1 c2 Gamma t n Hx H1 H2 HG Ht _ H12. rewrite !eq_25_eq_17.
  assert (P := randomness_increases_with_coherence x c1 c2 Gamma t Hx H1 H2 HG Ht H12). lra.
Qed.
