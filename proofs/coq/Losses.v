(* A detector that loses photons, without coherence: without losses the bits are those of the paper,
   the lost photons never make Eve's ignorance larger, and where she has them the bits grow with the
   efficiency. *)
From Coq Require Import Reals Lra Psatz Lia.
From Coquelicot Require Import Coquelicot.
From Sponte Require Import Vocabulary Statements Entropy Calculus Blocks Bins Bounds.
Open Scope R_scope.

(* Gibbs' inequality for two terms: eta is concave, seen from 1. *)
Lemma eta_from_one (a e : R) : 0 < a <= 1 -> 0 <= e <= 1 -> e * eta a <= eta (1 - e * (1 - a)).
Proof.
  intros Ha He. assert (L := ln_2_pos). assert (Hu : 0 < 1 - e * (1 - a)) by nra.
  set (u := 1 - e * (1 - a)) in *. assert (Hv : 0 < / u) by (apply Rinv_0_lt_compat; exact Hu).
  assert (Ga := eta_gibbs a (/ u) ltac:(lra) Hv). assert (G1 := eta_gibbs 1 (/ u) ltac:(lra) Hv).
  rewrite eta_1 in G1. rewrite Rinv_inv in Ga, G1.
  apply (Rmult_le_compat_l e) in Ga; [| lra]. apply (Rmult_le_compat_l (1 - e)) in G1; [| lra].
  replace (eta u) with (e * (a * log2 (/ u) + (u - a) / ln 2)
    + (1 - e) * (1 * log2 (/ u) + (u - 1) / ln 2)); [lra |].
  unfold eta, log2. rewrite ln_Rinv by exact Hu. unfold u. field. lra.
Qed.

Theorem lossless_limit : Statements.lossless_limit.
Proof.
  intros x c Gamma t n Hx Hc HG Ht Hn. repeat split; try reflexivity.
  - unfold device_lossy_bound, eq_28. rewrite eta_1. replace ((1 - 1) * (1 - exp (- Gamma * t))
      + exp (- Gamma * t)) with (exp (- Gamma * t)) by ring. unfold Rdiv. ring.
  - unfold device_lossy_eve_bound, eq_28. rewrite eta_1. replace (1 * (1 - exp (- Gamma * t))
      + exp (- Gamma * t)) with 1 by ring. rewrite eta_1. unfold Rdiv. ring.
Qed.

Theorem lost_photons_tell_eve : Statements.lost_photons_tell_eve.
Proof.
  intros x Gamma t n e Hx HG Ht Hn He. assert (Hal := survival Gamma t HG Ht).
  unfold device_lossy_bound, device_lossy_eve_bound, device_lossy_gain.
  set (al := exp (- Gamma * t)) in *. split.
  - replace ((1 - e) * (1 - al) + al) with (- e + e * al + 1) by ring.
    replace (e * (1 - al) + al) with (e - e * al + al) by ring. ring.
  - assert (U := eta_from_one al e Hal He). assert (K := eta_from_one al (1 - e) Hal ltac:(lra)).
    replace (1 - e * (1 - al)) with (- e + e * al + 1) in U by ring.
    replace (1 - (1 - e) * (1 - al)) with (e - e * al + al) in K by ring.
    apply Rmult_le_pos; lra.
Qed.

(* What the bin of a photon tells, with its weight: more than 0, as one bin already says so. *)
Lemma one_bin_of_all (Gamma t : R) : 0 < Gamma -> 0 < t ->
  eta (exp (- Gamma * t)) < eq_28 1 Gamma t 1.
Proof.
  intros HG Ht. assert (Hal := survival_lt_1 Gamma t HG Ht). unfold eq_28. simpl INR.
  replace (- Gamma * t / 1) with (- Gamma * t) by field. set (al := exp (- Gamma * t)) in *.
  replace (1 * (1 - al) * (eta (1 - al) + eta al) / (1 - al)) with (eta (1 - al) + eta al)
    by (field; lra).
  assert (P := eta_pos (1 - al) ltac:(lra)). lra.
Qed.

Lemma bin_of_a_photon (Gamma t : R) (n : nat) : 0 < Gamma -> 0 < t -> (1 <= n)%nat ->
  eta (exp (- Gamma * t)) < eq_28 1 Gamma t n.
Proof.
  intros HG Ht. induction n as [| n IH]; [lia |]. intros _.
  destruct n as [| n]; [apply one_bin_of_all; assumption |].
  apply Rlt_trans with (1 := IH ltac:(lia)).
  replace (S (S n)) with (S n + 1)%nat by lia.
  apply bound_increases_with_bins; lra || lia.
Qed.

(* Whether a photon is seen, given that none is lost: it grows with the efficiency. *)
Lemma seen_or_here_grows (al e1 e2 : R) : 0 < al < 1 -> 0 <= e1 -> e1 < e2 -> e2 <= 1 ->
  (1 - al) * eta e1 - eta (e1 * (1 - al) + al) < (1 - al) * eta e2 - eta (e2 * (1 - al) + al).
Proof.
  intros Ha H1 H12 H2. assert (L := ln_2_pos).
  apply (increasing_from_derivative (fun e => (1 - al) * eta e - eta (e * (1 - al) + al))
    (fun e => (1 - al) * (ln (e * (1 - al) + al) - ln e) / ln 2)); [lra | | |].
  - intros e He. assert (0 < e * (1 - al) + al) by nra. unfold eta, log2. auto_derive.
    + repeat split; lra.
    + field. repeat split; lra.
  - intros e He. apply Rdiv_lt_0_compat; [apply Rmult_lt_0_compat; [lra |] | exact L].
    assert (ln e < ln (e * (1 - al) + al)) by (apply ln_increasing; nra). lra.
  - intros e He. apply (continuous_minus (fun e => (1 - al) * eta e)).
    + apply (continuous_scal_r (1 - al) eta), eta_continuous.
    + apply (continuous_comp (fun e => e * (1 - al) + al) eta); [| apply eta_continuous].
      apply (ex_derive_continuous (fun e => e * (1 - al) + al)). auto_derive. exact I.
Qed.

Theorem lossy_eve_grows_with_efficiency : Statements.lossy_eve_grows_with_efficiency.
Proof.
  intros x Gamma t n e1 e2 Hx HG Ht Hn He1 He2 H. assert (Hal := survival_lt_1 Gamma t HG Ht).
  assert (B := bin_of_a_photon Gamma t n HG Ht Hn). unfold eq_28 in B.
  assert (G := seen_or_here_grows _ e1 e2 Hal ltac:(lra) H ltac:(lra)).
  unfold device_lossy_eve_bound. rewrite Rmult_1_l in B. apply Rmult_lt_compat_l; [lra |].
  match type of B with _ < ?b => set (bits := b) in * end. nra.
Qed.
