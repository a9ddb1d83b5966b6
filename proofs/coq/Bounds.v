(* The bounds (19) and (28) are attained exactly without coherence, or before anything happens;
   and no more than log2 (n + 1) bits come out of n bins. *)
From Coq Require Import Reals Lra Psatz Lia.
From Coquelicot Require Import Coquelicot.
From Sponte Require Import Vocabulary Statements Entropy Blocks Bins Povm Proposition1.
Open Scope R_scope.

Lemma eq_19_chain (x Gamma t : R) : 0 <= x -> 0 < Gamma -> 0 <= t ->
  let al := exp (- Gamma * t) in
  eq_19 x Gamma t = eta (x * (1 - al)) + eta (x * al) - eta x.
Proof.
  intros Hx HG Ht al. assert (Hal := survival Gamma t HG Ht : 0 < al <= 1).
  rewrite !eta_mult by lra. unfold eq_19. fold al. ring.
Qed.

Lemma eq_17_incoherent (x Gamma t : R) : 0 <= x <= 1 -> 0 < Gamma -> 0 <= t ->
  eq_17 x 0 Gamma t = eq_19 x Gamma t.
Proof.
  intros Hx HG Ht. assert (Hal := survival Gamma t HG Ht).
  rewrite eq_17_entropy, !entropy_incoherent, eq_19_chain by lra. rewrite Rmult_1_r. ring.
Qed.

Lemma eq_17_no_time (x c Gamma : R) : eq_17 x c Gamma 0 = 0.
Proof.
  rewrite eq_17_entropy. replace (- Gamma * 0) with 0 by ring. rewrite exp_0.
  replace (x * (1 - 1)) with 0 by ring. rewrite eta_0. ring.
Qed.

Lemma eq_19_no_time (x Gamma : R) : eq_19 x Gamma 0 = 0.
Proof.
  unfold eq_19. replace (- Gamma * 0) with 0 by ring. rewrite exp_0.
  replace (1 - 1) with 0 by ring. rewrite eta_0, eta_1. ring.
Qed.

Theorem bound_single : Statements.bound_single.
Proof.
  intros x c Gamma t Hx Hc HG Ht. rewrite <- eq_17_incoherent by assumption.
  destruct Ht as [Ht | <-]; [| rewrite !eq_17_no_time; split; [lra | tauto]].
  destruct (Req_dec c 0) as [-> | H0]; [split; [lra | tauto] |].
  assert (P := randomness_increases_with_coherence x 0 c Gamma t Hx
                 ltac:(generalize (coherence_max x Hx); lra) Hc HG Ht ltac:(lra)).
  split; [lra |]. split; [lra | intros [? | ?]; lra].
Qed.

(* The entropy of the clicks, in closed form: of the excited atoms some click and the rest stay. *)
Lemma clicks_entropy (x Gamma t : R) (n : nat) :
  0 <= x -> 0 < Gamma -> 0 <= t -> (1 <= n)%nat ->
  Sum (fun k => eta (eq_23_Pr_k x Gamma t n k)) 1 n
  = eq_28 x Gamma t n + eta x - eta (x * exp (- Gamma * t)).
Proof.
  intros Hx HG Ht Hn. assert (Hn' : 0 < INR n) by (apply lt_0_INR; exact Hn).
  assert (Hp := bin_click_nonneg Gamma t n HG Ht Hn). set (q := exp (- Gamma * t / INR n)) in *.
  assert (Hq : 0 < q) by apply exp_pos. set (h := (eta (1 - q) + eta q) / (1 - q)).
  assert (Hh : (1 - q) * h = eta (1 - q) + eta q).
  { unfold h. destruct (Req_dec q 1) as [-> | E]; [| field; lra].
    replace (1 - 1) with 0 by ring. rewrite eta_0, eta_1. ring. }
  rewrite (telescope _ (fun k => let A := x * exp (- Gamma * t * k / INR n) in A * h + eta A)).
  - replace (- Gamma * t * 0 / INR n) with 0 by (field; lra).
    replace (- Gamma * t * INR n / INR n) with (- Gamma * t) by (field; lra).
    rewrite exp_0, Rmult_1_r. unfold eq_28. fold q. unfold h, Rdiv. ring.
  - intro k. set (A := x * exp (- Gamma * t * (INR k - 1) / INR n)).
    assert (HA : 0 <= A) by (apply Rmult_le_pos; [exact Hx | apply Rlt_le, exp_pos]).
    replace (eq_23_Pr_k x Gamma t n k) with (A * (1 - q))
      by (unfold eq_23_Pr_k, A; fold q; ring).
    replace (x * exp (- Gamma * t * INR k / INR n)) with (A * q).
    + cbv zeta. rewrite !eta_mult by lra.
      replace (A * h) with (A * ((1 - q) * h) + A * q * h) by ring. rewrite Hh. ring.
    + unfold A, q. rewrite Rmult_assoc, <- exp_plus. do 2 f_equal. field. lra.
Qed.

(* The bins add the same amount to the randomness and to its bound. *)
Lemma bins_add (x c Gamma t : R) (n : nat) : 0 <= x <= 1 -> 0 < Gamma -> 0 <= t -> (1 <= n)%nat ->
  eq_25 x c Gamma t n - eq_28 x Gamma t n = eq_17 x c Gamma t - eq_19 x Gamma t.
Proof.
  intros Hx HG Ht Hn. rewrite eq_25_eq_17, clicks_entropy, eq_19_chain by (assumption || lra). ring.
Qed.

Theorem bound_temporal : Statements.bound_temporal.
Proof.
  intros x c Gamma t n Hx Hc HG Ht Hn.
  destruct (bound_single x c Gamma t Hx Hc HG Ht) as [B E].
  assert (D := bins_add x c Gamma t n Hx HG Ht Hn). split; [| split; [lra |]].
  - assert (S := clicks_entropy x Gamma t n ltac:(lra) HG Ht Hn).
    unfold eq_23_Pr_k in S. unfold eq_27. lra.
  - rewrite <- E. lra.
Qed.

Theorem one_bin : Statements.one_bin.
Proof.
  intros x c Gamma t Hx Hc HG Ht. assert (D := bins_add x c Gamma t 1 Hx HG Ht ltac:(lia)).
  assert (E : eq_25 x c Gamma t 1 = eq_17 x c Gamma t); [| lra].
  rewrite eq_25_eq_17, Sum_S, Sum_0. unfold eq_23_Pr_k. simpl INR.
  replace (- Gamma * t * (1 - 1) / 1) with 0 by field. rewrite exp_0.
  replace (- Gamma * t / 1) with (- Gamma * t) by field. rewrite Rmult_1_r. ring.
Qed.

(* Gibbs' inequality, summed. *)
Lemma Sum_gibbs (f : nat -> R) (N : R) (n : nat) : (forall k, 0 <= f k) -> 0 < N ->
  Sum (fun k => eta (f k)) 1 n <= Sum f 1 n * log2 N + (INR n / N - Sum f 1 n) / ln 2.
Proof.
  intros Hf HN. assert (L := ln_2_pos). induction n as [| n IH].
  - rewrite !Sum_0. simpl. right. field. lra.
  - rewrite !Sum_S, S_INR. assert (G := eta_gibbs (f (S n)) N (Hf _) HN).
    replace ((Sum f 1 n + f (S n)) * log2 N + ((INR n + 1) / N - (Sum f 1 n + f (S n))) / ln 2)
      with (Sum f 1 n * log2 N + (INR n / N - Sum f 1 n) / ln 2
            + (f (S n) * log2 N + (/ N - f (S n)) / ln 2)) by (field; lra).
    lra.
Qed.

(* For a pure state R is the entropy of the outcomes. *)
Lemma eq_25_pure (x c Gamma t : R) (n : nat) :
  0 <= x <= 1 -> c ^ 2 = x * (1 - x) -> 0 < Gamma -> 0 <= t ->
  eq_25 x c Gamma t n
  = eta (eq_23_Pr_0 x Gamma t) + Sum (fun k => eta (eq_23_Pr_k x Gamma t n k)) 1 n.
Proof.
  intros Hx Hc HG Ht. assert (Hal := survival Gamma t HG Ht).
  rewrite eq_25_eq_17, eq_17_entropy, !entropy_pure, weight_1, eta_1 by lra.
  unfold eq_23_Pr_0, weight. ring.
Qed.

Lemma outcomes_entropy (x Gamma t : R) (n : nat) :
  0 <= x <= 1 -> 0 < Gamma -> 0 <= t -> (1 <= n)%nat ->
  eta (eq_23_Pr_0 x Gamma t) + Sum (fun k => eta (eq_23_Pr_k x Gamma t n k)) 1 n
  <= log2 (INR n + 1).
Proof.
  intros Hx HG Ht Hn. assert (L := ln_2_pos). assert (Hal := survival Gamma t HG Ht).
  assert (0 < INR n) by (apply lt_0_INR; exact Hn).
  destruct (probabilities_sum_to_one x Gamma t n Hx HG Ht Hn) as [H0 [Hk [T _]]].
  change (Sum (fun k => eq_23_Pr_k x Gamma t n k) 1 n) with (Sum (eq_23_Pr_k x Gamma t n) 1 n) in T.
  assert (G := Sum_gibbs (eq_23_Pr_k x Gamma t n) (INR n + 1) n Hk ltac:(lra)).
  assert (G0 := eta_gibbs (eq_23_Pr_0 x Gamma t) (INR n + 1) ltac:(lra) ltac:(lra)).
  set (P := eq_23_Pr_0 x Gamma t) in *. set (l := log2 (INR n + 1)) in *.
  set (S := Sum (eq_23_Pr_k x Gamma t n) 1 n) in *. replace S with (1 - P) in G by lra.
  replace l with (P * l + (/ (INR n + 1) - P) / ln 2
    + ((1 - P) * l + (INR n / (INR n + 1) - (1 - P)) / ln 2)) by (field; lra).
  lra.
Qed.

Theorem range_of_randomness : Statements.range_of_randomness.
Proof.
  intros x c Gamma t n Hx Hc HG Ht Hn. assert (Hal := survival Gamma t HG Ht).
  destruct (bound_temporal x c Gamma t n Hx Hc HG Ht Hn) as [_ [B _]]. split.
  - apply Rle_trans with (2 := B). unfold eq_28.
    assert (Hp := bin_click_nonneg Gamma t n HG Ht Hn).
    assert (0 < exp (- Gamma * t / INR n)) by apply exp_pos.
    apply Rmult_le_pos; [apply Rmult_le_pos |].
    + apply Rmult_le_pos; lra.
    + apply Rplus_le_le_0_compat; apply eta_nonneg; lra.
    + destruct (Req_dec (1 - exp (- Gamma * t / INR n)) 0) as [-> | E]; [rewrite Rinv_0; lra |].
      apply Rlt_le, Rinv_0_lt_compat. lra.
  - set (m := sqrt x * sqrt (1 - x)) in *.
    assert (Hm : m ^ 2 = x * (1 - x)).
    { unfold m. rewrite Rpow_mult_distr, !pow2_sqrt by lra. reflexivity. }
    apply Rle_trans with (eq_25 x m Gamma t n).
    + assert (D1 := bins_add x c Gamma t n Hx HG Ht Hn).
      assert (D2 := bins_add x m Gamma t n Hx HG Ht Hn).
      destruct Ht as [Ht | <-]; [| rewrite !eq_17_no_time in *; lra].
      destruct (Req_dec c m) as [-> | E]; [lra |].
      assert (P := randomness_temporal_increases x c m Gamma t n Hx Hc
                     ltac:(split; [apply coherence_max | unfold m]; lra) HG Ht Hn ltac:(lra)). lra.
    + rewrite eq_25_pure by assumption. apply outcomes_entropy; assumption.
Qed.
