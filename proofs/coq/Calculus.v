(* Two facts of analysis: growth from a positive derivative, and artanh as an integral. *)
From Coq Require Import Reals Lra Psatz.
From Coquelicot Require Import Coquelicot.
From Sponte Require Import Vocabulary.
Open Scope R_scope.

(* A positive derivative inside [a, b] is enough: at the ends f is only continuous. *)
Lemma increasing_from_derivative (f df : R -> R) (a b : R) :
  a < b ->
  (forall c, a < c < b -> is_derive f c (df c)) ->
  (forall c, a < c < b -> 0 < df c) ->
  (forall c, a <= c <= b -> continuous f c) ->
  f a < f b.
Proof.
  intros Hab Hd Hpos Hc.
  set (slope := fun c => if Rlt_dec a c then if Rlt_dec c b then df c else 1 else 1).
  destruct (MVT_gen f a b slope) as [c [_ E]]; rewrite ?Rmin_left, ?Rmax_right by lra.
  - intros c H. unfold slope. destruct (Rlt_dec a c); [| lra]. destruct (Rlt_dec c b); [| lra].
    apply Hd. lra.
  - intros c H. apply continuity_pt_filterlim, Hc. lra.
  - assert (0 < slope c).
    { unfold slope. destruct (Rlt_dec a c); [| lra]. destruct (Rlt_dec c b); [| lra].
      apply Hpos. lra. }
    nra.
Qed.

Lemma denominator_pos (y s : R) : 0 <= y < 1 -> 0 <= s <= 1 -> 0 < 1 - y ^ 2 * s ^ 2.
Proof.
  intros Hy Hs. assert (0 <= y * s < 1) by nra.
  replace (y ^ 2 * s ^ 2) with ((y * s) ^ 2) by ring. nra.
Qed.

Lemma artanh_derive (y s : R) : 0 < y < 1 -> 0 <= s <= 1 ->
  is_derive (fun s => artanh (y * s) / y) s (/ (1 - y ^ 2 * s ^ 2)).
Proof.
  intros Hy Hs. assert (0 <= y * s < 1) by nra. assert (P := denominator_pos y s ltac:(lra) Hs).
  unfold artanh. auto_derive.
  - repeat split; try lra. apply Rmult_lt_0_compat; [lra | apply Rinv_0_lt_compat; lra].
  - change (1 + - (y * s)) with (1 - y * s). field. repeat split; lra.
Qed.

Lemma artanh_integral (y : R) : 0 < y < 1 ->
  is_RInt (fun s => / (1 - y ^ 2 * s ^ 2)) 0 1 (artanh y / y).
Proof.
  intro Hy. evar_last.
  { apply (is_RInt_derive (fun s => artanh (y * s) / y)); rewrite Rmin_left, Rmax_right by lra;
      intros s Hs.
    - apply artanh_derive; assumption.
    - assert (P := denominator_pos y s ltac:(lra) Hs).
      apply (ex_derive_continuous (fun s => / (1 - y ^ 2 * s ^ 2))).
      auto_derive. simpl in P. simpl. lra. }
  unfold minus, plus, opp; simpl. rewrite Rmult_1_r, Rmult_0_r.
  unfold artanh at 2. replace ((1 + 0) / (1 - 0)) with 1 by field. rewrite ln_1. field. lra.
Qed.
