(* What the generated statements are made of. Whoever reads this file and Statements.v knows what
   has been proved; no proof needs to be read for that. *)
From Coq Require Import Reals.
From Coquelicot Require Import Coquelicot.
Open Scope R_scope.

(* Entropy in bits. Coq's ln is 0 at 0, but any value would do: eta 0 = - (0 * _) = 0. *)
Definition log2 (x : R) : R := ln x / ln 2.
Definition eta (x : R) : R := - (x * log2 x).
Definition artanh (x : R) : R := ln ((1 + x) / (1 - x)) / 2.

(* The sum of f k over a <= k <= b, and the integral of f over [a, b]. *)
Definition Sum (f : nat -> R) (a b : nat) : R := sum_n_m f a b.
Definition Integral (f : R -> R) (a b : R) : R := RInt f a b.

(* Operators of a two-level atom in the basis |0>, |1>. *)
Record matrix := Mat { m00 : C; m01 : C; m10 : C; m11 : C }.

Definition add (A B : matrix) : matrix :=
  Mat (m00 A + m00 B)%C (m01 A + m01 B)%C (m10 A + m10 B)%C (m11 A + m11 B)%C.

Definition mul (A B : matrix) : matrix :=
  Mat (m00 A * m00 B + m01 A * m10 B)%C (m00 A * m01 B + m01 A * m11 B)%C
      (m10 A * m00 B + m11 A * m10 B)%C (m10 A * m01 B + m11 A * m11 B)%C.

Definition adjoint (A : matrix) : matrix :=
  Mat (Cconj (m00 A)) (Cconj (m10 A)) (Cconj (m01 A)) (Cconj (m11 A)).

Definition identity : matrix := Mat 1 0 0 1.
Definition zero : matrix := Mat 0 0 0 0.

(* A 1 + ... + A n. *)
Fixpoint total (A : nat -> matrix) (n : nat) : matrix :=
  match n with O => zero | S m => add (total A m) (A (S m)) end.

(* The block M rho M^dagger that the outcome with the Kraus operator M leaves. *)
Definition block (M rho : matrix) : matrix := mul M (mul rho (adjoint M)).
Definition effect (M : matrix) : matrix := mul (adjoint M) M.

(* The eigenvalues with their multiplicities: the roots of det (l - A). *)
Definition has_spectrum (A : matrix) (l1 l2 : R) : Prop :=
  forall l : C, ((l - m00 A) * (l - m11 A) - m01 A * m10 A = (l - RtoC l1) * (l - RtoC l2))%C.

(* <v|A|v> is real and >= 0 for every v = (v0, v1). *)
Definition expectation (A : matrix) (v0 v1 : C) : C :=
  (Cconj v0 * (m00 A * v0 + m01 A * v1) + Cconj v1 * (m10 A * v0 + m11 A * v1))%C.
Definition positive (A : matrix) : Prop :=
  forall v0 v1 : C, Im (expectation A v0 v1) = 0 /\ 0 <= Re (expectation A v0 v1).
