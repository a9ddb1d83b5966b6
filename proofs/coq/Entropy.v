(* The terms eta x = -x log2 x of an entropy: values, sign, chain rule, continuity, derivative. *)
From Coq Require Import Reals Lra.
From Coquelicot Require Import Coquelicot.
From Sponte Require Import Vocabulary.
Open Scope R_scope.

Lemma ln_2_pos : 0 < ln 2.
Proof. rewrite <- ln_1. apply ln_increasing; lra. Qed.

Lemma ln_neg (x : R) : 0 < x < 1 -> ln x < 0.
Proof. intros [H0 H1]. rewrite <- ln_1. apply ln_increasing; assumption. Qed.

Lemma ln_le_minus_1 (x : R) : 0 < x -> ln x <= x - 1.
Proof. intro Hx. assert (H := exp_ineq1_le (ln x)). rewrite exp_ln in H by exact Hx. lra. Qed.

Lemma ln_nonpos (x : R) : x <= 0 -> ln x = 0.
Proof. intro Hx. unfold ln. destruct (Rlt_dec 0 x); [exfalso; lra | reflexivity]. Qed.

Lemma eta_0 : eta 0 = 0.
Proof. unfold eta. ring. Qed.

Lemma eta_1 : eta 1 = 0.
Proof. unfold eta, log2. rewrite ln_1. unfold Rdiv. ring. Qed.

Lemma eta_nonpos (x : R) : x <= 0 -> eta x = 0.
Proof. intro Hx. unfold eta, log2. rewrite (ln_nonpos x Hx). unfold Rdiv. ring. Qed.

Lemma eta_pos (x : R) : 0 < x < 1 -> 0 < eta x.
Proof.
  intro Hx. assert (L := ln_neg x Hx). unfold eta, log2.
  replace (- (x * (ln x / ln 2))) with (x * (- ln x) / ln 2) by (field; generalize ln_2_pos; lra).
  apply Rdiv_lt_0_compat; [| exact ln_2_pos]. apply Rmult_lt_0_compat; lra.
Qed.

Lemma eta_nonneg (x : R) : 0 <= x <= 1 -> 0 <= eta x.
Proof.
  intro Hx. destruct (Req_dec x 0) as [-> | H0]; [rewrite eta_0; lra |].
  destruct (Req_dec x 1) as [-> | H1]; [rewrite eta_1; lra |].
  apply Rlt_le, eta_pos. lra.
Qed.

(* The chain rule of entropy. *)
Lemma eta_mult (x y : R) : 0 <= x -> 0 <= y -> eta (x * y) = x * eta y + y * eta x.
Proof.
  intros Hx Hy.
  destruct (Req_dec x 0) as [-> | H0]; [rewrite Rmult_0_l, eta_0; ring |].
  destruct (Req_dec y 0) as [-> | H1]; [rewrite Rmult_0_r, eta_0; ring |].
  unfold eta, log2. rewrite ln_mult by lra. field. generalize ln_2_pos. lra.
Qed.

(* One term of Gibbs' inequality against the uniform distribution 1/N. *)
Lemma eta_gibbs (p N : R) : 0 <= p -> 0 < N -> eta p <= p * log2 N + (/ N - p) / ln 2.
Proof.
  intros Hp HN. assert (L := ln_2_pos). assert (HN' : 0 < / N) by (apply Rinv_0_lt_compat; lra).
  destruct (Req_dec p 0) as [-> | H0].
  { rewrite eta_0. replace (0 * log2 N + (/ N - 0) / ln 2) with (/ N / ln 2) by (field; lra).
    apply Rlt_le, Rdiv_lt_0_compat; lra. }
  assert (Hr : 0 < / (p * N)) by (apply Rinv_0_lt_compat, Rmult_lt_0_compat; lra).
  assert (K := ln_le_minus_1 _ Hr). apply (Rmult_le_compat_l p) in K; [| lra].
  rewrite ln_Rinv, ln_mult in K by (try apply Rmult_lt_0_compat; lra).
  apply (Rmult_le_compat_r (/ ln 2)) in K; [| apply Rlt_le, Rinv_0_lt_compat; lra].
  apply Rminus_le. apply Rle_minus in K. unfold eta, log2.
  match goal with H : ?a <= 0 |- ?b <= 0 => replace b with a; [exact H | field; lra] end.
Qed.

(* eta is squeezed between 0 and a square root near 0. *)
Lemma eta_le_sqrt (x : R) : 0 < x < 1 -> eta x <= 2 / ln 2 * sqrt x.
Proof.
  intro Hx. assert (L := ln_2_pos).
  assert (Hs : 0 < sqrt x) by (apply sqrt_lt_R0; lra).
  assert (Hss : sqrt x * sqrt x = x) by (apply sqrt_sqrt; lra).
  assert (K := ln_le_minus_1 (/ sqrt x) (Rinv_0_lt_compat _ Hs)).
  rewrite ln_Rinv in K by lra.
  replace (eta x) with (2 / ln 2 * (x * - ln (sqrt x))).
  - apply Rmult_le_compat_l; [apply Rlt_le, Rdiv_lt_0_compat; lra |].
    replace (sqrt x) with (x * / sqrt x) at 2 by (rewrite <- Hss at 1; field; lra).
    apply Rmult_le_compat_l; lra.
  - unfold eta, log2. replace (ln x) with (ln (sqrt x) + ln (sqrt x)).
    + field. lra.
    + rewrite <- ln_mult, Hss by lra. reflexivity.
Qed.

(* With Coq's ln 0 = 0, eta is continuous on the whole line; only [0, oo) matters. *)
Lemma eta_continuous (x : R) : continuous eta x.
Proof.
  destruct (Rtotal_order x 0) as [Hn | [-> | Hp]].
  - apply (continuous_ext_loc _ (fun _ => 0)); [| apply continuous_const].
    assert (Hx : 0 < - x) by lra. exists (mkposreal (- x) Hx). intros y Hy.
    apply Rabs_def2 in Hy. symmetry. apply eta_nonpos. unfold minus, plus, opp in Hy. simpl in Hy.
    lra.
  - apply continuity_pt_filterlim. intros eps Heps. set (d := eps * ln 2 / 2).
    assert (Hd : 0 < d).
    { unfold d. apply Rdiv_lt_0_compat; [apply Rmult_lt_0_compat |]; generalize ln_2_pos; lra. }
    exists (Rmin 1 (d * d)). split; [apply Rmin_pos; [lra | apply Rmult_lt_0_compat; lra] |].
    intros y [_ Hy]. simpl in *. unfold R_dist in *. rewrite eta_0, Rminus_0_r in *.
    destruct (Rle_dec y 0) as [Hle | Hgt]; [rewrite eta_nonpos, Rabs_R0 by lra; lra |].
    rewrite (Rabs_pos_eq y) in Hy by lra.
    assert (H1 : y < 1) by (eapply Rlt_le_trans; [exact Hy | apply Rmin_l]).
    assert (H2 : y < d * d) by (eapply Rlt_le_trans; [exact Hy | apply Rmin_r]).
    rewrite Rabs_pos_eq by (apply eta_nonneg; lra).
    apply Rle_lt_trans with (1 := eta_le_sqrt y ltac:(lra)).
    assert (Hs : sqrt y < d).
    { rewrite <- (sqrt_square d) by lra. apply sqrt_lt_1_alt. lra. }
    replace eps with (2 / ln 2 * d) by (unfold d; field; generalize ln_2_pos; lra).
    apply Rmult_lt_compat_l; [apply Rdiv_lt_0_compat; generalize ln_2_pos; lra | exact Hs].
  - apply (ex_derive_continuous eta). unfold eta, log2. auto_derive. exact Hp.
Qed.

Lemma eta_derive (x : R) : 0 < x -> is_derive eta x (- (ln x + 1) / ln 2).
Proof.
  intro Hx. unfold eta, log2. auto_derive; [exact Hx |]. field. generalize ln_2_pos. lra.
Qed.
