(* Sums over bins, for every number n of them: telescoping, the paper's geometric sum, and how the
   bound (28) grows and diverges with n. *)
From Coq Require Import Reals Lra Psatz Lia.
From Coquelicot Require Import Coquelicot.
From Sponte Require Import Vocabulary Statements Entropy Calculus Blocks.
Open Scope R_scope.

Lemma Sum_0 (f : nat -> R) : Sum f 1 0 = 0.
Proof. unfold Sum. rewrite sum_n_m_zero by lia. reflexivity. Qed.

Lemma Sum_S (f : nat -> R) (n : nat) : Sum f 1 (S n) = Sum f 1 n + f (S n).
Proof. unfold Sum. rewrite sum_n_Sm by lia. reflexivity. Qed.

Lemma Sum_scal (a : R) (f : nat -> R) (n : nat) : Sum (fun k => a * f k) 1 n = a * Sum f 1 n.
Proof.
  induction n as [| n IH]; [rewrite !Sum_0 | rewrite !Sum_S, IH]; ring.
Qed.

Lemma telescope (f : nat -> R) (g : R -> R) (n : nat) :
  (forall k, f k = g (INR k - 1) - g (INR k)) -> Sum f 1 n = g 0 - g (INR n).
Proof.
  intro H. induction n as [| n IH].
  - rewrite Sum_0. simpl. ring.
  - rewrite Sum_S, IH, H, S_INR. replace (INR n + 1 - 1) with (INR n) by ring. ring.
Qed.

Theorem geometric_sum : Statements.geometric_sum.
Proof.
  intros n x _ Hx. unfold text_geometric_sum. induction n as [| n IH].
  - rewrite Sum_0. simpl. field. lra.
  - rewrite Sum_S, IH, S_INR. replace (S n - 1)%nat with n by lia.
    change (x ^ (1 + S n)) with (x * (x * x ^ n)). change (x ^ (1 + n)) with (x * x ^ n).
    change (x ^ S n) with (x * x ^ n). field. lra.
Qed.

Lemma exp_pow (u : R) (n : nat) : exp u ^ n = exp (INR n * u).
Proof.
  induction n as [| n IH]; [simpl; rewrite Rmult_0_l, exp_0; reflexivity |].
  rewrite S_INR. simpl. rewrite IH, <- exp_plus. f_equal. ring.
Qed.

Theorem survival_of_all_bins : Statements.survival_of_all_bins.
Proof.
  intros Gamma t n HG Ht Hn. assert (0 < INR n) by (apply lt_0_INR; exact Hn).
  unfold text_bin_probability.
  replace (1 - (1 - exp (- Gamma * t / INR n))) with (exp (- Gamma * t / INR n)) by ring.
  rewrite exp_pow. f_equal. field. lra.
Qed.

(* Bits per click, h(p)/p. *)
Definition bits (p : R) : R := (eta p + eta (1 - p)) / p.

Lemma bits_derive (p : R) : 0 < p < 1 -> is_derive bits p (text_more_bins p).
Proof.
  intro Hp. assert (L := ln_2_pos). unfold bits, text_more_bins, eta, log2. auto_derive.
  - repeat split; lra.
  - replace (1 + - p) with (1 - p) by ring. field. repeat split; lra.
Qed.

Theorem bits_per_click_fall : Statements.bits_per_click_fall.
Proof.
  intros p Hp. split; [apply bits_derive; exact Hp |].
  assert (L := ln_neg (1 - p) ltac:(lra)). assert (P := pow_lt p 2 ltac:(lra)).
  unfold text_more_bins, log2. assert (0 < - ln (1 - p) / ln 2 / p ^ 2).
  { repeat apply Rdiv_lt_0_compat; [lra | exact ln_2_pos | exact P]. }
  replace (ln (1 - p) / ln 2 / p ^ 2) with (- (- ln (1 - p) / ln 2 / p ^ 2))
    by (field; generalize ln_2_pos; lra). lra.
Qed.

Lemma bits_decreasing (p q : R) : 0 < p -> p < q -> q < 1 -> bits q < bits p.
Proof.
  intros Hp Hpq Hq.
  assert (- bits p < - bits q); [| lra].
  apply (increasing_from_derivative (fun p => - bits p) (fun p => - text_more_bins p)); [lra | ..].
  - intros u Hu. apply (is_derive_opp bits), bits_derive. lra.
  - intros u Hu. destruct (bits_per_click_fall u ltac:(lra)). lra.
  - intros u Hu. apply (continuous_opp bits), (ex_derive_continuous bits).
    exists (text_more_bins u). apply bits_derive. lra.
Qed.

Lemma eq_28_bits (x Gamma t : R) (n : nat) :
  eq_28 x Gamma t n = x * (1 - exp (- Gamma * t)) * bits (1 - exp (- Gamma * t / INR n)).
Proof.
  unfold eq_28, bits. replace (1 - (1 - exp (- Gamma * t / INR n))) with (exp (- Gamma * t / INR n))
    by ring. unfold Rdiv. ring.
Qed.

(* The click probability of a bin; it is inside (0, 1) for t > 0. *)
Lemma bin_click_nonneg (Gamma t : R) (n : nat) : 0 < Gamma -> 0 <= t -> (1 <= n)%nat ->
  0 <= 1 - exp (- Gamma * t / INR n).
Proof.
  intros HG Ht Hn. assert (Hn' : 0 < INR n) by (apply lt_0_INR; exact Hn).
  assert (S := survival Gamma (t / INR n) HG).
  replace (- Gamma * (t / INR n)) with (- Gamma * t / INR n) in S by (field; lra).
  assert (0 <= t / INR n) by (apply Rmult_le_pos; [| apply Rlt_le, Rinv_0_lt_compat]; lra). lra.
Qed.

Lemma bin_click (Gamma t : R) (n : nat) : 0 < Gamma -> 0 < t -> (1 <= n)%nat ->
  0 < 1 - exp (- Gamma * t / INR n) < 1.
Proof.
  intros HG Ht Hn. assert (Hn' : 0 < INR n) by (apply lt_0_INR; exact Hn).
  assert (S := survival_lt_1 Gamma (t / INR n) HG ltac:(apply Rdiv_lt_0_compat; lra)).
  replace (- Gamma * (t / INR n)) with (- Gamma * t / INR n) in S by (field; lra). lra.
Qed.

Lemma clicked_pos (x Gamma t : R) : 0 < x -> 0 < Gamma -> 0 < t -> 0 < x * (1 - exp (- Gamma * t)).
Proof.
  intros Hx HG Ht. assert (S := survival_lt_1 Gamma t HG Ht). apply Rmult_lt_0_compat; lra.
Qed.

Theorem bound_increases_with_bins : Statements.bound_increases_with_bins.
Proof.
  intros x Gamma t n Hx HG Ht Hn. assert (Hn' : 0 < INR n) by (apply lt_0_INR; exact Hn).
  rewrite !eq_28_bits. apply Rmult_lt_compat_l; [apply clicked_pos; lra |].
  assert (P := bin_click Gamma t n HG Ht Hn).
  assert (Q := bin_click Gamma t (n + 1) HG Ht ltac:(lia)).
  apply bits_decreasing; try lra. apply Rplus_lt_compat_l, Ropp_lt_contravar, exp_increasing.
  rewrite plus_INR. simpl. unfold Rdiv. rewrite !Ropp_mult_distr_l_reverse.
  apply Ropp_lt_contravar, Rmult_lt_compat_l; [apply Rmult_lt_0_compat; lra |].
  apply Rinv_lt_contravar; [apply Rmult_lt_0_compat |]; lra.
Qed.

(* h(p)/p exceeds -log2 p, and p is at most Gamma t/n. *)
Lemma bits_bin_lower (Gamma t : R) (n : nat) : 0 < Gamma -> 0 < t -> (1 <= n)%nat ->
  (ln (INR n) - ln (Gamma * t)) / ln 2 <= bits (1 - exp (- Gamma * t / INR n)).
Proof.
  intros HG Ht Hn. assert (Hn' : 0 < INR n) by (apply lt_0_INR; exact Hn). assert (L := ln_2_pos).
  assert (P := bin_click Gamma t n HG Ht Hn). set (p := 1 - exp (- Gamma * t / INR n)) in *.
  assert (HGt : 0 < Gamma * t) by (apply Rmult_lt_0_compat; lra).
  assert (U : p <= Gamma * t / INR n).
  { unfold p. assert (E := exp_ineq1_le (- Gamma * t / INR n)).
    replace (- Gamma * t / INR n) with (- (Gamma * t / INR n)) in * by (field; lra). lra. }
  assert (H : ln p <= ln (Gamma * t) - ln (INR n)).
  { rewrite <- ln_div by lra. destruct U as [U | <-]; [apply Rlt_le, ln_increasing; lra | lra]. }
  assert (B : bits p = - ln p / ln 2 + eta (1 - p) / p) by (unfold bits, eta, log2; field; lra).
  assert (0 <= eta (1 - p) / p).
  { apply Rmult_le_pos; [apply eta_nonneg; lra | apply Rlt_le, Rinv_0_lt_compat; lra]. }
  rewrite B. apply Rle_trans with (- ln p / ln 2); [| lra].
  apply Rmult_le_compat_r; [apply Rlt_le, Rinv_0_lt_compat |]; lra.
Qed.

Theorem bound_diverges_with_bins : Statements.bound_diverges_with_bins.
Proof.
  intros x Gamma t Hx HG Ht. assert (K := clicked_pos x Gamma t ltac:(lra) HG Ht).
  set (m := x * (1 - exp (- Gamma * t))) in *. assert (L := ln_2_pos).
  apply (is_lim_seq_le_p_loc (fun n => (ln (INR n) + - ln (Gamma * t)) * (m / ln 2))).
  { exists 1%nat. intros n Hn. rewrite eq_28_bits. fold m.
    replace ((ln (INR n) + - ln (Gamma * t)) * (m / ln 2))
      with (m * ((ln (INR n) - ln (Gamma * t)) / ln 2)) by (field; lra).
    apply Rmult_le_compat_l; [lra | apply bits_bin_lower; assumption]. }
  assert (Hm : 0 < m / ln 2) by (apply Rdiv_lt_0_compat; lra).
  apply (is_lim_seq_mult (fun n => ln (INR n) + - ln (Gamma * t)) (fun _ => m / ln 2)
           p_infty (m / ln 2)).
  - apply (is_lim_seq_plus (fun n => ln (INR n)) (fun _ => - ln (Gamma * t))
             p_infty (- ln (Gamma * t))); [| apply is_lim_seq_const | reflexivity].
    apply (is_lim_comp_seq ln INR p_infty p_infty is_lim_ln_p); [| apply is_lim_seq_INR].
    exists 0%nat. discriminate.
  - apply is_lim_seq_const.
  - apply is_Rbar_mult_p_infty_pos. exact Hm.
Qed.
