"""Forms of the results that lose no digits: for Eqs. (17)-(19), (25), (26), (28) and (A1).

Each block is part of a straight-line program (:mod:`derive.program`). Its terms are sums of
numbers of one sign, or differences written as a product with what makes them small. Logarithms
are natural, the last step goes to bits: `unit` is 1/ln 2. Inputs: rho11, c = abs(rho01) or its
ratio r to the largest possible value, Gamma_t, n bins.

Every form is proved equal to the derived equation, branch by branch, in `tests/derive`.
"""

ATOM = """
x = rho11
y = 1 - x
"""
WINDOW = """
g = capped(Gamma_t, 1e20)
decayed = -g
A = -expm1(decayed)  # decays in the window
h = g  # Gamma t of one bin
rest = 0
"""
BINS = """
g = capped(Gamma_t, 1e20)
decayed = -g
A = -expm1(decayed)  # decays in the window
h = g/n  # Gamma t of one bin
rest = remainder(g, h, n)/n  # what the division lost
"""

FROM_COHERENCE = """
xy = x*y
cc = c*c
rounding = fma(x, y, -xy) - fma(c, c, -cc)  # what the two products lost
lost = (1 - y) - x  # what y = 1 - x lost
d = nonnegative((xy - cc) + (rounding + x*lost))  # determinant of rho_A
"""
FROM_RATIO = """
xy = x*y
cc = xy*(r*r)
d = xy*((1 - r)*(1 + r))  # determinant of rho_A
"""

BOUND = """
half_way = exp(-0.5*h)
half = half_way - half_way*(0.5*rest)  # survives half a bin
s = half*half  # survives one bin
p = positive(s*rest - expm1(-h))  # decays in one bin
log_p = log(p) + pick(p - 0.5, ((1 - p) - s)/p, 0)
bound = x*(A*(half*(h*half/p) - log_p))
"""

SPECTRA = """
alpha = exp(decayed)
ax = alpha*x
w = y - x
b = pick(0.5 - alpha, y - ax, w + x*A)  # y - alpha x
D = sqrt(w*w + 4*cc)  # gap of rho_A's eigenvalues lam1, lam2
D_b = sqrt(b*b + 4*alpha*cc)  # gap of mu1, mu2
delta = 2*cc/positive(D + abs(w))
kappa_a = 2*cc/positive(D_b + abs(b))
kappa = alpha*kappa_a
high = max(x, y)
low = positive(min(x, y))
high_b = positive(max(y, ax))
lam1 = high + delta
lam2 = d/lam1
mu1 = high_b + kappa
nu2 = d/mu1
mu2 = alpha*nu2
"""

COHERENCE_LOST = """
up = delta + max(-w, 0)  # x - lam2
down = delta + max(w, 0)  # lam1 - x
up_b = kappa_a + max(-b, 0)/positive(alpha)  # x - nu2
down_b = kappa + max(b, 0)  # mu1 - alpha x
ratio = A/positive(D + D_b)
s1 = lam1*up + mu1*up_b
s2 = lam2*down + nu2*down_b
e1 = ratio*s1  # lam1 - mu1
e2 = ratio*s2  # lam2 - mu2
v = cc/positive(xy)
u = positive(pick(v - 0.5, d/positive(xy), 1 - v))
log_d = log(u) + pick(v - 0.5, 0, ((1 - u) - v)/u)  # ln(d/xy)
log_h = log1p(delta/high)  # ln(lam1/high)
log_w = log1p(abs(w)/low)  # abs(ln(y/x))
close = alpha - 0.5  # little decay: the coherences before and after nearly cancel
change = pick(b, e1/mu1, -e2/positive(lam2))
log_m = log1p(pick(close, change, kappa/high_b))
paired = ratio*(pick(w, s1, -s2)*log_w)
crossed = (delta + kappa)*log_w
weighed = pick(close, paired, pick(w, paired, pick(b, crossed, paired)))
blocks = pick(close, (e1 - e2)*log_h + D_b*log_m, D*log_h - D_b*log_m)
lost_coherence = (weighed - pick(b, kappa, -kappa)*g) + (e2*log_d + blocks)
"""

def result(total: str) -> str:
    """The last step: a sum in nats times the unit."""
    return f"\nresult = ({total})*unit\n"


RANDOMNESS = BOUND + SPECTRA + COHERENCE_LOST + result("bound + lost_coherence")
