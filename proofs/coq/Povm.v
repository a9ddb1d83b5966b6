(* The operators on the atom: effects from Kraus operators, positive, and complete for any number
   of bins. *)
From Coq Require Import Reals Lra Lia.
From Coquelicot Require Import Coquelicot.
From Sponte Require Import Vocabulary Statements Blocks Spectra Bins.
Open Scope R_scope.

Ltac by_entries := unfold effect, mul, adjoint, add, identity; simpl; f_equal; by_parts; try ring.

Lemma diagonal_positive (p q : R) : 0 <= p -> 0 <= q ->
  positive (Mat (RtoC p) (RtoC 0) (RtoC 0) (RtoC q)).
Proof.
  intros Hp Hq [a b] [d e]. split; simpl; [ring |].
  match goal with |- 0 <= ?u =>
    replace u with (p * (a * a + b * b) + q * (d * d + e * e)) by ring end.
  apply Rplus_le_le_0_compat; apply Rmult_le_pos; try assumption;
    apply Rplus_le_le_0_compat; apply Rle_0_sqr.
Qed.

Lemma no_click_effect (r : R) :
  effect (Mat (RtoC 1) (RtoC 0) (RtoC 0) (RtoC r)) = Mat (RtoC 1) (RtoC 0) (RtoC 0) (RtoC (r ^ 2)).
Proof. by_entries. Qed.

Lemma click_effect (r : R) :
  effect (Mat (RtoC 0) (RtoC r) (RtoC 0) (RtoC 0)) = Mat (RtoC 0) (RtoC 0) (RtoC 0) (RtoC (r ^ 2)).
Proof. by_entries. Qed.

Theorem povm_single : Statements.povm_single.
Proof.
  intros Gamma t HG Ht. assert (Hal := survival Gamma t HG Ht).
  split; [| split; [| split; [| split]]].
  - unfold eq_15_M_0. rewrite no_click_effect, exp_half. reflexivity.
  - unfold eq_15_M_1. rewrite click_effect, pow2_sqrt by lra. reflexivity.
  - apply diagonal_positive; lra.
  - apply diagonal_positive; lra.
  - unfold eq_14_E_0, eq_14_E_1. by_entries.
Qed.

Lemma total_excited (f : nat -> R) (n : nat) :
  total (fun k => Mat (RtoC 0) (RtoC 0) (RtoC 0) (RtoC (f k))) n
  = Mat (RtoC 0) (RtoC 0) (RtoC 0) (RtoC (Sum f 1 n)).
Proof.
  induction n as [| n IH]; [rewrite Sum_0; reflexivity |].
  rewrite Sum_S. simpl total. rewrite IH. by_entries.
Qed.

(* A click in bin k is a survival of k - 1 bins but not of k. *)
Lemma clicks_telescope (Gamma t : R) (n : nat) : (1 <= n)%nat ->
  Sum (fun k => (1 - exp (- Gamma * t / INR n)) * exp (- Gamma * t * (INR k - 1) / INR n)) 1 n
  = 1 - exp (- Gamma * t).
Proof.
  intro Hn. assert (Hn' : 0 < INR n) by (apply lt_0_INR; exact Hn).
  rewrite (telescope _ (fun k => exp (- Gamma * t * k / INR n))).
  - replace (- Gamma * t * 0 / INR n) with 0 by (field; lra).
    replace (- Gamma * t * INR n / INR n) with (- Gamma * t) by (field; lra).
    rewrite exp_0. reflexivity.
  - intro k. rewrite Rmult_minus_distr_r, Rmult_1_l, <- exp_plus. do 2 f_equal. field. lra.
Qed.

Theorem povm_temporal : Statements.povm_temporal.
Proof.
  intros Gamma t n HG Ht Hn. assert (Hal := survival Gamma t HG Ht).
  split; [| split; [| split; [| split]]].
  - unfold eq_22_M_0. rewrite no_click_effect, exp_half. reflexivity.
  - intro k. unfold eq_22_M_k. rewrite click_effect, click_amplitude_sq by assumption. reflexivity.
  - apply diagonal_positive; lra.
  - intro k. apply diagonal_positive; [lra |].
    apply Rmult_le_pos; [apply bin_click_nonneg; assumption | apply Rlt_le, exp_pos].
  - unfold eq_21_E_k. rewrite total_excited, clicks_telescope by exact Hn.
    unfold eq_21_E_0. by_entries.
Qed.

Theorem probabilities_sum_to_one : Statements.probabilities_sum_to_one.
Proof.
  intros x Gamma t n Hx HG Ht Hn. assert (Hal := survival Gamma t HG Ht).
  assert (0 <= x * exp (- Gamma * t)) by (apply Rmult_le_pos; lra).
  split; [| split; [| split; [| split]]].
  - unfold eq_23_Pr_0. lra.
  - intro k. unfold eq_23_Pr_k. apply Rmult_le_pos; [| apply Rlt_le, exp_pos].
    apply Rmult_le_pos; [lra | apply bin_click_nonneg; assumption].
  - assert (T := clicks_telescope Gamma t n Hn). apply (f_equal (Rmult x)) in T.
    rewrite <- Sum_scal in T. unfold eq_23_Pr_0, eq_23_Pr_k.
    rewrite (sum_n_m_ext _ _ 1 n (fun k => Rmult_assoc x _ _) : Sum _ 1 n = Sum _ 1 n), T. ring.
  - reflexivity.
  - unfold text_click_probabilities_Pr_0, text_click_probabilities_Pr_1. ring.
Qed.
