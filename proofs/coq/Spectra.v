(* The eigenvalues of rho_A and of the blocks M rho_A M^dagger, from their characteristic
   polynomials, and the randomness as a difference of the entropies of those spectra. *)
From Coq Require Import Reals Lra Psatz.
From Coquelicot Require Import Coquelicot.
From Sponte Require Import Vocabulary Statements Blocks Bins.
Open Scope R_scope.

(* Complex equations, by real and imaginary part. *)
Ltac by_parts := apply injective_projections; simpl.

Lemma Cmod_parts (z : C) (c : R) : Cmod z = c -> fst z ^ 2 + snd z ^ 2 = c ^ 2.
Proof.
  intros <-. unfold Cmod. rewrite pow2_sqrt; [reflexivity |].
  generalize (pow2_ge_0 (fst z)) (pow2_ge_0 (snd z)). lra.
Qed.

(* Trace w and determinant (w^2 - g^2)/4 give the eigenvalues (w +- g)/2. *)
Lemma spectrum_from_invariants (A : matrix) (w g : R) :
  (m00 A + m11 A = RtoC w)%C ->
  (m00 A * m11 A - m01 A * m10 A = RtoC ((w ^ 2 - g ^ 2) / 4))%C ->
  has_spectrum A ((w + g) / 2) ((w - g) / 2).
Proof.
  intros Htrace Hdet l.
  transitivity (l * l - (m00 A + m11 A) * l + (m00 A * m11 A - m01 A * m10 A))%C; [ring |].
  rewrite Htrace, Hdet. destruct l as [a b]. by_parts; field.
Qed.

(* An attenuation r of the excited state, as the outcome "no photon" is one. *)
Lemma attenuated_spectrum (x r c : R) (z : C) : Cmod z = c ->
  has_spectrum (block (Mat (RtoC 1) (RtoC 0) (RtoC 0) (RtoC r)) (rho_A x z))
    ((weight x (r ^ 2) + gap x (r ^ 2) c) / 2) ((weight x (r ^ 2) - gap x (r ^ 2) c) / 2).
Proof.
  intro Hz. apply Cmod_parts in Hz. destruct z as [a b].
  change (a ^ 2 + b ^ 2 = c ^ 2) in Hz.
  assert (Hg := gap_sq x (r ^ 2) c (pow2_ge_0 r)).
  apply spectrum_from_invariants.
  - unfold weight. by_parts; ring.
  - rewrite Hg, <- Hz. by_parts; field.
Qed.

(* A click: |0><1| times r. *)
Lemma click_spectrum (x r : R) (z : C) :
  has_spectrum (block (Mat (RtoC 0) (RtoC r) (RtoC 0) (RtoC 0)) (rho_A x z)) (x * r ^ 2) 0.
Proof. intro l. destruct l, z. by_parts; ring. Qed.

Lemma rho_A_unattenuated (x : R) (z : C) :
  block (Mat (RtoC 1) (RtoC 0) (RtoC 0) (RtoC 1)) (rho_A x z) = rho_A x z.
Proof. destruct z. unfold block, mul, adjoint, rho_A. simpl. f_equal; by_parts; ring. Qed.

Lemma exp_half (u : R) : exp (u / 2) ^ 2 = exp u.
Proof. simpl. rewrite Rmult_1_r, <- exp_plus. f_equal. field. Qed.

Lemma no_click_spectrum (x c Gamma t : R) (z : C) : Cmod z = c ->
  has_spectrum (block (eq_15_M_0 Gamma t) (rho_A x z))
    (eq_18_mu_1 x c Gamma t) (eq_18_mu_2 x c Gamma t).
Proof.
  intro Hz. assert (S := attenuated_spectrum x (exp (- Gamma * t / 2)) c z Hz).
  rewrite exp_half in S. unfold eq_18_mu_1, eq_18_mu_2.
  fold (gap x (exp (- Gamma * t)) c). unfold weight in S.
  set (al := exp (- Gamma * t)) in *. set (g := gap x al c) in *.
  replace ((1 - x) / 2 + x * al / 2 + g / 2) with ((1 - x + x * al + g) / 2) by field.
  replace ((1 - x) / 2 + x * al / 2 - g / 2) with ((1 - x + x * al - g) / 2) by field.
  exact S.
Qed.

Theorem spectra_single : Statements.spectra_single.
Proof.
  intros x c Gamma t z Hx Hc HG Ht Hz. assert (Hal := survival Gamma t HG Ht).
  split; [| split; [| split]].
  - assert (S := attenuated_spectrum x 1 c z Hz). rewrite rho_A_unattenuated, pow1, weight_1 in S.
    rewrite <- Delta_gap in S. unfold lambda_1, lambda_2. fold (Delta x c).
    replace (Delta x c / 2 + 1 / 2) with ((1 + Delta x c) / 2) by field.
    replace (1 / 2 - Delta x c / 2) with ((1 - Delta x c) / 2) by field. exact S.
  - apply no_click_spectrum. exact Hz.
  - assert (S := click_spectrum x (sqrt (1 - exp (- Gamma * t))) z).
    rewrite pow2_sqrt in S by lra. exact S.
  - unfold eq_17, text_click_probabilities_Pr_1, eq_18_mu_1, eq_18_mu_2, lambda_1, lambda_2. ring.
Qed.

(* The squared amplitude of a click in bin k. *)
Lemma click_amplitude_sq (Gamma t : R) (n k : nat) : 0 < Gamma -> 0 <= t -> (1 <= n)%nat ->
  (sqrt (1 - exp (- Gamma * t / INR n)) * exp (- Gamma * t * (INR k - 1) / (2 * INR n))) ^ 2
  = (1 - exp (- Gamma * t / INR n)) * exp (- Gamma * t * (INR k - 1) / INR n).
Proof.
  intros HG Ht Hn. assert (Hn' : 0 < INR n) by (apply lt_0_INR; exact Hn).
  rewrite Rpow_mult_distr, pow2_sqrt by (apply bin_click_nonneg; assumption).
  replace (- Gamma * t * (INR k - 1) / (2 * INR n))
    with (- Gamma * t * (INR k - 1) / INR n / 2) by (field; lra).
  rewrite exp_half. reflexivity.
Qed.

Theorem spectra_temporal : Statements.spectra_temporal.
Proof.
  intros x c Gamma t n z Hx Hc HG Ht Hn Hz. split; [| split].
  - apply (no_click_spectrum x c Gamma t z Hz).
  - intro k. unfold eq_22_M_k.
    assert (S := click_spectrum x (sqrt (1 - exp (- Gamma * t / INR n))
                   * exp (- Gamma * t * (INR k - 1) / (2 * INR n))) z).
    rewrite click_amplitude_sq, <- Rmult_assoc in S by assumption. exact S.
  - unfold eq_25, eq_26_mu_1, eq_26_mu_2, eq_23_Pr_k, lambda_1, lambda_2. ring.
Qed.

Theorem spectra_in_unit_interval : Statements.spectra_in_unit_interval.
Proof.
  intros x c Gamma t Hx Hc HG Ht. assert (Hal := survival Gamma t HG Ht).
  assert (Hc2 := coherence_sq x c Hx Hc).
  assert (G0 := gap_le_weight x 1 c Hx ltac:(lra) Hc2). rewrite <- Delta_gap, weight_1 in G0.
  assert (G1 := gap_le_weight x _ c Hx Hal Hc2). assert (W := weight_pos x _ Hx Hal).
  unfold lambda_1, lambda_2, eq_18_mu_1, eq_18_mu_2.
  fold (Delta x c). fold (gap x (exp (- Gamma * t)) c). unfold weight in *. lra.
Qed.
