(* One shot: Eve's best measurement and that no other is better, by minors of 2 x 2 matrices; and
   that the bits of one shot are at most those per shot of many, with losses and no coherence. *)
From Coq Require Import Reals Lra Psatz Lia.
From Coquelicot Require Import Coquelicot.
From Sponte Require Import Vocabulary Statements Entropy Blocks Bins.
Open Scope R_scope.

(* The gap of the two eigenvalues of sqrt(rho) X sqrt(rho) for X = diag(-1, m), by its square. *)
Lemma gap_between (x m c r : R) : 0 <= x <= 1 -> 0 <= m -> c ^ 2 <= x * (1 - x) -> 0 <= r ->
  r ^ 2 = (m * x - (1 - x)) ^ 2 + 4 * m * (x * (1 - x) - c ^ 2) ->
  r <= m * x + (1 - x) /\ m * x - (1 - x) <= r /\ (1 - x) - m * x <= r /\
  2 * (x * (1 - x) - c ^ 2) + (m * x - (1 - x)) * x <= x * r.
Proof.
  intros Hx Hm Hc Hr E. assert (C := pow2_ge_0 c). assert (0 <= m * c ^ 2) by nra.
  assert (0 <= m * (x * (1 - x) - c ^ 2)) by nra.
  assert (0 <= (x * (1 - x) - c ^ 2) * c ^ 2) by nra. repeat split.
  - apply Rsqr_incr_0; unfold Rsqr; nra.
  - destruct (Rle_dec 0 (m * x - (1 - x))); [apply Rsqr_incr_0; unfold Rsqr |]; nra.
  - destruct (Rle_dec 0 ((1 - x) - m * x)); [apply Rsqr_incr_0; unfold Rsqr |]; nra.
  - set (d := 2 * (x * (1 - x) - c ^ 2) + (m * x - (1 - x)) * x).
    assert (0 <= x * r) by nra. destruct (Rle_dec 0 d); [apply Rsqr_incr_0; [| lra | lra] | lra].
    replace (Rsqr (x * r)) with (x ^ 2 * r ^ 2) by (unfold Rsqr; ring). rewrite E.
    apply Rminus_le. unfold Rsqr, d.
    match goal with |- ?u <= 0 =>
      replace u with (- (4 * ((x * (1 - x) - c ^ 2) * c ^ 2))) by ring end. lra.
Qed.

Section Guess.
Context (x c Gamma t p : R) (Hx : 0 <= x <= 1) (Hc : 0 <= c <= sqrt x * sqrt (1 - x))
  (Hp : exp (- Gamma * t) <= p).
Let m := p - exp (- Gamma * t).
Let square := (m * x - (1 - x)) ^ 2 + 4 * m * (x * (1 - x) - c ^ 2).
Let r := sqrt square.

Lemma square_nonneg : 0 <= square.
Proof.
  assert (K := coherence_sq x c Hx Hc). unfold square, m.
  assert (0 <= (p - exp (- Gamma * t)) * (x * (1 - x) - c ^ 2)) by nra.
  generalize (pow2_ge_0 ((p - exp (- Gamma * t)) * x - (1 - x))). lra.
Qed.

Lemma gap_known : 0 <= r /\ r ^ 2 = square /\ r <= m * x + (1 - x) /\ m * x - (1 - x) <= r /\
  (1 - x) - m * x <= r /\ 2 * (x * (1 - x) - c ^ 2) + (m * x - (1 - x)) * x <= x * r.
Proof.
  assert (Hr : 0 <= r) by apply sqrt_pos.
  assert (E : r ^ 2 = square) by (apply pow2_sqrt, square_nonneg).
  split; [exact Hr |]. split; [exact E |]. apply gap_between; try assumption.
  - unfold m. lra.
  - apply coherence_sq; assumption.
Qed.
End Guess.

Ltac gap x c Gamma t p :=
  let K := fresh "K" in
  match goal with
  | Hx : 0 <= x <= 1, Hc : 0 <= c <= _, Hp : exp (- Gamma * t) <= p |- _ =>
      assert (K := gap_known x c Gamma t p Hx Hc Hp); cbv zeta in K
  end;
  replace (-4 * c ^ 2 * (p - exp (- Gamma * t)) + (1 - x) ^ 2
    + 2 * (1 - x) * x * (p - exp (- Gamma * t)) + x ^ 2 * (p - exp (- Gamma * t)) ^ 2)
    with (((p - exp (- Gamma * t)) * x - (1 - x)) ^ 2
      + 4 * (p - exp (- Gamma * t)) * (x * (1 - x) - c ^ 2)) by ring;
  match goal with |- context [sqrt ?u] => set (r := sqrt u) in K |- * end;
  set (m := p - exp (- Gamma * t)) in *;
  destruct K as [Hr [E [W [T [T' D]]]]].

Theorem guess_is_attained : Statements.guess_is_attained.
Proof.
  intros x c Gamma t p Hx Hc HG Ht _ Hp. assert (K := coherence_sq x c Hx Hc).
  assert (Hm : 0 <= p - exp (- Gamma * t)) by lra. repeat split;
    unfold device_guess_measurement_click_0, device_guess_measurement_click_1,
      device_guess_measurement_none_0, device_guess_measurement_none_1; gap x c Gamma t p.
  - assert (P := Rmult_le_pos (m * x + (1 - x) - r) (r - ((1 - x) - m * x)) ltac:(lra) ltac:(lra)).
    nra.
  - assert (P := Rmult_le_pos x (r - ((1 - x) - m * x)) ltac:(lra) ltac:(lra)). nra.
  - assert (0 <= m * x) by nra.
    assert (P := Rmult_le_pos (m * x + (1 - x) + r) (r - (m * x - (1 - x))) ltac:(lra) ltac:(lra)).
    nra.
  - lra.
Qed.

Theorem no_guess_is_better : Statements.no_guess_is_better.
Proof.
  intros x c Gamma t p Hx Hc HG Ht _ Hp. assert (K := coherence_sq x c Hx Hc).
  assert (Hm : 0 <= p - exp (- Gamma * t)) by lra. repeat split;
    unfold device_guess_dual_none_0, device_guess_dual_none_1,
      device_guess_dual_first_0, device_guess_dual_first_1; gap x c Gamma t p.
  - lra.
  - assert (0 <= m * (m * x + (1 - x) + r)) by (apply Rmult_le_pos; nra). nra.
  - nra.
  - assert (0 <= m * (m * x + (1 - x) - r)) by (apply Rmult_le_pos; lra). nra.
Qed.

Theorem one_guess : Statements.one_guess.
Proof.
  intros x c Gamma t p Hx Hc HG Ht _ Hp gap.
  assert (Hm : 0 <= p - exp (- Gamma * t)) by lra.
  assert (F : device_guess_by_formula x c Gamma t p
    = ((p - exp (- Gamma * t)) * x - (1 - x) + gap) / 2).
  { unfold device_guess_by_formula. rewrite Rabs_pos_eq by exact Hm.
    replace ((- c ^ 2 + (1 - x) * x) * (2 * p + 2 * (p - exp (- Gamma * t)) - 2 * exp (- Gamma * t))
      + (- (1 - x) + x * (p / 2 + (p - exp (- Gamma * t)) / 2 - exp (- Gamma * t) / 2)) ^ 2)
      with (((p - exp (- Gamma * t)) * x - (1 - x)) ^ 2
        + 4 * (p - exp (- Gamma * t)) * (x * (1 - x) - c ^ 2)) by field.
    fold gap. field. }
  rewrite F. unfold gap, device_guess_by_measurement, device_guess_by_dual. clear F gap.
  gap x c Gamma t p. split; nra.
Qed.

(* log2 is concave, seen from 1. *)
Lemma log2_from_one (x g : R) : 0 <= x <= 1 -> 0 < g -> x * log2 g <= log2 (1 - x + x * g).
Proof.
  intros Hx Hg. assert (L := ln_2_pos). assert (HG : 0 < 1 - x + x * g) by nra.
  set (G := 1 - x + x * g) in *. assert (HV : 0 < / G) by (apply Rinv_0_lt_compat; exact HG).
  assert (A := ln_le_minus_1 (g * / G) (Rmult_lt_0_compat _ _ Hg HV)).
  assert (B := ln_le_minus_1 (/ G) HV). rewrite ln_mult, ln_Rinv in A by assumption.
  rewrite ln_Rinv in B by exact HG. unfold log2, Rdiv. rewrite <- Rmult_assoc.
  apply Rmult_le_compat_r; [apply Rlt_le, Rinv_0_lt_compat; exact L |].
  apply (Rmult_le_compat_l x) in A; [| lra]. apply (Rmult_le_compat_l (1 - x)) in B; [| lra].
  assert (x * (g * / G - 1) + (1 - x) * (/ G - 1) = 0) by (unfold G; field; fold G; lra). lra.
Qed.

Lemma eta_at_most (p g : R) : 0 <= p -> p <= g -> - p * log2 g <= eta p.
Proof.
  intros Hp Hg. destruct Hp as [Hp | <-]; [| rewrite eta_0; lra]. assert (L := ln_2_pos).
  assert (ln p <= ln g) by (destruct Hg as [Hg | ->]; [apply Rlt_le, ln_increasing | right]; auto).
  unfold eta, log2. assert (ln p / ln 2 <= ln g / ln 2); [| nra].
  apply Rmult_le_compat_r; [apply Rlt_le, Rinv_0_lt_compat; exact L | assumption].
Qed.

(* What m bins say, in any number of bins that are no likelier than g. *)
Lemma bins_at_least (Gamma t e g : R) (n m : nat) :
  0 < Gamma -> 0 <= t -> 0 <= e <= 1 -> (1 <= n)%nat ->
  e * (1 - exp (- Gamma * t / INR n)) <= g ->
  - log2 g * (e * (1 - exp (- Gamma * INR m * t / INR n)))
    + eta (- e * (1 - exp (- Gamma * INR m * t / INR n)) + 1)
  <= Sum (fun k =>
    eta (e * (1 - exp (- Gamma * t / INR n)) * exp (- Gamma * t * (INR k - 1) / INR n))
    + eta (- e * (1 - exp (- Gamma * INR k * t / INR n)) + 1)
    - eta (- e * (1 - exp (- Gamma * t * (INR k - 1) / INR n)) + 1)) 1 m.
Proof.
  intros HG Ht He Hn Hg. assert (Hn' : 0 < INR n) by (apply lt_0_INR; exact Hn).
  assert (Hq := bin_click_nonneg Gamma t n HG Ht Hn). induction m as [| m IH].
  - rewrite Sum_0. simpl INR. replace (- Gamma * 0 * t / INR n) with 0 by (field; lra).
    rewrite exp_0. replace (- e * (1 - 1) + 1) with 1 by ring. rewrite eta_1. lra.
  - rewrite Sum_S, S_INR. replace (INR m + 1 - 1) with (INR m) by ring.
    replace (- Gamma * t * INR m / INR n) with (- Gamma * INR m * t / INR n) by (field; lra).
    set (q := exp (- Gamma * t / INR n)) in *. set (a := exp (- Gamma * INR m * t / INR n)) in *.
    replace (exp (- Gamma * (INR m + 1) * t / INR n)) with (a * q)
      by (unfold a, q; rewrite <- exp_plus; f_equal; field; lra).
    assert (Ha : 0 < a <= 1).
    { split; [apply exp_pos |]. unfold a. rewrite <- exp_0. destruct (Rle_lt_or_eq_dec 0
        (Gamma * INR m * t / INR n)) as [P | P].
      - apply Rmult_le_pos; [| apply Rlt_le, Rinv_0_lt_compat; lra].
        repeat apply Rmult_le_pos; try lra. apply pos_INR.
      - apply Rlt_le, exp_increasing. unfold Rdiv in *. lra.
      - right. f_equal. unfold Rdiv in *. lra. }
    assert (C : 0 <= e * (1 - q) * a) by (repeat apply Rmult_le_pos; lra).
    assert (C' : e * (1 - q) * a <= g) by (apply Rle_trans with (2 := Hg);
      rewrite <- (Rmult_1_r (e * (1 - q))) at 2; apply Rmult_le_compat_l; nra).
    assert (B := eta_at_most _ g C C'). lra.
Qed.

Theorem one_shot_at_most_average : Statements.one_shot_at_most_average.
Proof.
  intros x Gamma t n e Hx HG Ht Hn He. assert (Hal := survival Gamma t HG Ht).
  assert (Hn' : 0 < INR n) by (apply lt_0_INR; exact Hn). unfold device_order.
  set (al := exp (- Gamma * t)) in *. set (q := exp (- Gamma * t / INR n)).
  set (g := - e * (1 - al) / 2 + e * (1 - q) / 2 + Rabs (e * (1 - al) + e * (1 - q) - 1) / 2
    + 1 / 2).
  assert (A := Rle_abs (e * (1 - al) + e * (1 - q) - 1)).
  assert (A' := Rle_abs (- (e * (1 - al) + e * (1 - q) - 1))). rewrite Rabs_Ropp in A'.
  assert (G1 : e * (1 - q) <= g) by (unfold g; lra).
  assert (G0 : - e * (1 - al) + 1 <= g) by (unfold g; lra).
  assert (U : 0 < - e * (1 - al) + 1) by nra.
  assert (B := bins_at_least Gamma t e g n n HG Ht He Hn G1).
  replace (- Gamma * INR n * t / INR n) with (- Gamma * t) in B by (field; lra). fold al q in B.
  assert (S := eta_at_most _ g (Rlt_le _ _ U) G0). assert (C := log2_from_one x g Hx ltac:(lra)).
  set (sum := Sum _ 1 n) in *. assert (- log2 g <= sum) by lra.
  assert (x * - log2 g <= x * sum) by (apply Rmult_le_compat_l; lra). lra.
Qed.
