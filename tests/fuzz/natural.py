"""What a physicist writes without a thought: quantities that are 0 or 1, group by group.

In a template u and v stand for quantities > 0, w for one between 0 and 1, r for a real one, z for
a complex one that the equation knows, N for a whole number >= 1; k, j and x are names that the
formula binds. Each is 0 (or 1) wherever that holds.
"""

import re

from .rewrite import REWRITES, Rewrite, Site
from .trees import Node, has_rows, names_in, parse, write

ZEROS: dict[str, tuple[str, ...]] = {
    "nested roots": (
        "sqrt(3+2*sqrt(2))-1-sqrt(2)",
        "sqrt(7+4*sqrt(3))-2-sqrt(3)",
        "sqrt(5-2*sqrt(6))-sqrt(3)+sqrt(2)",
        "sqrt(2+sqrt(3))-(sqrt(6)+sqrt(2))/2",
        "sqrt(1+2*sqrt(w*(1-w)))-sqrt(w)-sqrt(1-w)",
        "sqrt(1-2*sqrt(w*(1-w)))-abs(sqrt(w)-sqrt(1-w))",
        "sqrt(u+v+2*sqrt(u*v))-sqrt(u)-sqrt(v)",
        "sqrt(1+u+2*sqrt(u))-1-sqrt(u)",
        "sqrt(2+2*sqrt(1-w))-sqrt(1+sqrt(w))-sqrt(1-sqrt(w))",
    ),
    "logarithms of conjugate roots": (
        "ln(sqrt(2)+1)+ln(sqrt(2)-1)",
        "ln(2+sqrt(3))+ln(2-sqrt(3))",
        "log((1+sqrt(5))/2)+log((sqrt(5)-1)/2)",
        "log(sqrt(1+u)+sqrt(u))+log(sqrt(1+u)-sqrt(u))",
        "artanh(1/sqrt(2))-ln(1+sqrt(2))",
        "ln(3+2*sqrt(2))-2*ln(1+sqrt(2))",
        "artanh(sqrt(w))-ln(1+sqrt(w))+ln(1-w)/2",
        "ln(sqrt(u+v)+sqrt(u))+ln(sqrt(u+v)-sqrt(u))-ln(v)",
    ),
    "powers and logarithms of whole numbers": (
        "log(2**N)-N",
        "ln(3**N)-N*ln(3)",
        "log(u**N)-N*log(u)",
        "4**N-2**(2*N)",
        "6**N-2**N*3**N",
        "1/(2**N+1)-2**(-N)/(1+2**(-N))",
        "u**N/u**(N+1)-1/u",
        "(u**(2*N)-1)/(u**N+1)-u**N+1",
        "log((N+1)**2)-2*log(N+1)",
        "ln((N+1)/N)-ln(N+1)+ln(N)",
        "(4**N-1)/(2**N-1)-2**N-1",
        "log(N+1)/log(N+1)-1",
        "(1-w**(2*N))/(1-w**N)-1-w**N",
        "1/log(N+1)-ln(2)/ln(1+N)",
    ),
    "entropies that are not negative": (
        "abs(h(w))-h(w)",
        "sqrt(h(w))**2-h(w)",
        "exp(ln(h(w)))-h(w)",
        "sqrt(h(w)**2)-h(w)",
        "2**log(h(w))-h(w)",
        "h(w)/sqrt(h(w))-sqrt(h(w))",
        "abs(eta(w))-eta(w)",
        "log(h(w)**2)-2*log(h(w))",
        "abs(h(w)-1)-1+h(w)",
        "h(w)/(1+h(w))+1/(1+h(w))-1",
    ),
    "harmonic sums": (
        "Sum(1/k,(k,1,N+1))-Sum(1/k,(k,1,N))-1/(N+1)",
        "Sum(1/k,(k,1,N))-1-Sum(1/(k+1),(k,1,N-1))",
        "Sum(1/k,(k,1,N))-Sum(1/(N+1-k),(k,1,N))",
        "Sum(1/(k*(k+1)),(k,1,N))-N/(N+1)",
        "Sum(1/k-1/(k+1),(k,1,N))-1+1/(N+1)",
        "Sum(1/(2*k-1)+1/(2*k),(k,1,N))-Sum(1/k,(k,1,2*N))",
        "Sum(1/(k*(k+2)),(k,1,N))-3/4+1/(2*(N+1))+1/(2*(N+2))",
        "Sum(Sum(1/j,(j,1,k)),(k,1,N))-(N+1)*Sum(1/k,(k,1,N))+N",
        "Sum(k,(k,1,N))-N*(N+1)/2",
        "Sum(1/k,(k,2,N+1))-Sum(1/(k+1),(k,1,N))",
    ),
    "sums of logarithms": (
        "Sum(log(1+1/k),(k,1,N))-log(N+1)",
        "Sum(ln((k+1)/k),(k,1,N))-ln(N+1)",
        "Sum(log(k+1)-log(k),(k,1,N))-log(N+1)",
        "Sum(log(1+1/(k+1)),(k,0,N-1))-log(N+1)",
        "Sum(log(1+1/k),(k,1,N))-1-Sum(log(1+1/k),(k,2,N))",
        "Sum(log(u**k),(k,1,N))-N*(N+1)/2*log(u)",
        "Sum(log(k)-log(k+1),(k,1,N))+log(N+1)",
    ),
    "geometric sums": (
        "Sum(w**k,(k,0,N-1))-(1-w**N)/(1-w)",
        "(1-w)*Sum(w**(k-1),(k,1,N))-1+w**N",
        "Sum(2**k,(k,0,N))-2**(N+1)+1",
        "Sum(k*w**(k-1),(k,1,N))-(1-(N+1)*w**N+N*w**(N+1))/(1-w)**2",
        "Sum(w**(N-k),(k,1,N))-Sum(w**(k-1),(k,1,N))",
        "Sum(w**k-w**(k+1),(k,0,N))-1+w**(N+1)",
        "Sum(exp(-u*k),(k,0,N-1))-(1-exp(-N*u))/(1-exp(-u))",
    ),
    "simple antiderivatives": (
        "Integral(1/(1+x)**2,(x,0,u))-u/(1+u)",
        "Integral(1/(1+x**2),(x,0,1))-pi/4",
        "Integral(1/(1+x**2),(x,0,u))+Integral(1/(1+x**2),(x,0,1/u))-pi/2",
        "Integral(exp(-x),(x,0,u))-1+exp(-u)",
        "Integral(2*x/(1+x**2),(x,0,u))-ln(1+u**2)",
        "Integral((1-w*x)**(N-1),(x,0,1))-(1-(1-w)**N)/(N*w)",
        "Integral(1/(1-x**2),(x,0,w))-artanh(w)",
        "Integral(1/(1+x),(x,0,u))-ln(1+u)",
        "Integral(x**N,(x,0,1))-1/(N+1)",
        "Integral(ln(x),(x,1,1+u))-(1+u)*ln(1+u)+u",
        "Integral(x*exp(-x),(x,0,u))-1+(1+u)*exp(-u)",
        "Integral(1/sqrt(1+x),(x,0,u))-2*sqrt(1+u)+2",
        "Integral(cos(x),(x,0,r))-sin(r)",
        "Integral(1/(2+cos(x)),(x,-pi,pi))-2*pi/sqrt(3)",
    ),
    "limits in any order": (
        "Integral(abs(x),(x,1,-1))+1",
        "Integral(x,(x,u,v))+Integral(x,(x,v,u))",
        "Integral(exp(-x),(x,u,0))+1-exp(-u)",
        "Sum(k,(k,N,N-1))",
        "Sum(k*r,(k,1,0))",
        "Integral(1/(1+x),(x,u,u))",
        "Integral(2*x,(x,-u,u))",
        "Integral(x**2,(x,u,-u))+2*u**3/3",
    ),
    "roots of unity": (
        "1+exp(2*pi*I/3)+exp(4*pi*I/3)",
        "exp(I*pi)+1",
        "Sum(exp(2*pi*I*k/5),(k,1,5))",
        "Sum(exp(2*pi*I*k/(N+1)),(k,0,N))",
        "(1+I)**4+4",
        "exp(2*pi*I*N)-1",
        "exp(I*pi*N)-(-1)**N",
        "(-1)**N*(-1)**N-1",
        "cos(pi/4)-sqrt(2)/2",
        "cos(pi/5)-(1+sqrt(5))/4",
        "sin(pi/12)-(sqrt(6)-sqrt(2))/4",
        "((1+I*sqrt(3))/2)**6-1",
        "cos(2*pi/5)+cos(4*pi/5)+1/2",
    ),
    "moduli of complex quantities": (
        "sqrt(z*conj(z))**2-z*conj(z)",
        "abs(z)**2-z*conj(z)",
        "abs(conj(z))-abs(z)",
        "abs(z*exp(I*r))-abs(z)",
        "abs(z**2)-abs(z)**2",
        "sqrt(z*conj(z))-abs(z)",
        "abs(1+z)**2-1-z-conj(z)-abs(z)**2",
        "conj(z**2)-conj(z)**2",
        "sqrt((z+conj(z))**2)-abs(z+conj(z))",
        "abs(1+z)**2+abs(1-z)**2-2-2*abs(z)**2",
    ),
    "turns of a phase": (
        "abs(exp(I*r))-1",
        "abs(1+exp(I*r))**2-2-2*cos(r)",
        "exp(I*r)*conj(exp(I*r))-1",
        "cos(r)**2+sin(r)**2-1",
        "exp(I*(r+2*pi))-exp(I*r)",
        "Integral(r*exp(-I*x),(x,-pi,pi))",
        "Integral(sin(x)*r,(x,-pi,pi))",
        "cos(2*r)-2*cos(r)**2+1",
    ),
    "names that the user binds": (
        "Integral(z*exp(-I*x),(x,-pi,pi))",
        "Integral(abs(z)*cos(x),(x,0,pi))",
        "Sum(z*k,(k,-2,2))",
        "Integral(z*x,(x,0,1))-z/2",
        "Integral(conj(z)*exp(2*I*x),(x,0,pi))",
        "Sum(Sum(k*z,(j,1,k)),(k,1,2))-5*z",
    ),
    "sums inside of sums": (
        "Sum(exp(-j*Sum(1/k,(k,1,N))),(j,1,N))-Sum(exp(-k*Sum(1/j,(j,1,N))),(k,1,N))",
        "Sum(Sum(k*j,(j,1,k)),(k,1,N))-Sum(Sum(k*j,(k,j,N)),(j,1,N))",
        "Sum(Sum(w**(k+j),(j,1,N)),(k,1,N))-Sum(w**k,(k,1,N))**2",
        "Sum(Integral(x**k,(x,0,1)),(k,1,N))-Sum(1/(k+1),(k,1,N))",
        "Integral(Sum(x**k,(k,1,N)),(x,0,1))-Sum(1/(k+1),(k,1,N))",
        "Sum(Sum(1,(j,1,k)),(k,1,N))-N*(N+1)/2",
    ),
    "values of functions": (
        "h(1/2)-1",
        "eta(1/4)-1/2",
        "log(8)-3",
        "ln(exp(1))-1",
        "r*sqrt(0)",
        "r*(h(0)+eta(1))",
        "r*log(1)",
        "Phi(r)+Phi(-r)-1",
        "Phi(0)-1/2",
        "artanh(0)*r",
        "h(1/4)-2+3*log(3)/4",
        "exp(0)-1",
        "artanh(-w)+artanh(w)",
    ),
    "entropies of matrices": (
        "S([[w,0],[0,1-w]])-h(w)",
        "S([[1/2,w/2],[w/2,1/2]])-h((1+w)/2)",
        "S([[1,0],[0,0]])",
        "S([[u]])-eta(u)",
        "tr([[u,1],[0,v]])-u-v",
        "S([[w,sqrt(w*(1-w))],[sqrt(w*(1-w)),1-w]])",
        "tr([[1,w],[w,1]]*[[u,0],[0,v]])-u-v",
    ),
    "members of a family": (
        "Sum(abs(1-p_k),(k,1,M))-M+Sum(p_k,(k,1,M))",
        "Sum(sqrt((1-p_k)**2)+p_k-1,(k,1,M))",
        "Sum(h(p_k)-eta(p_k)-eta(1-p_k),(k,1,M))",
        "Sum(abs(p_k)-p_k,(k,1,M))",
        "Sum(p_k,(k,1,M))-TOTAL",
        "Sum(Sum(p_k*p_j,(j,1,M)),(k,1,M))-Sum(p_k,(k,1,M))**2",
        "Sum(sqrt(p_k)**2-p_k,(k,1,M))",
        "Sum(u*p_k,(k,1,M))-u*Sum(p_j,(j,1,M))",
        "Sum(log(2-p_k)-log((2-p_k)**2)/2,(k,1,M))",
    ),
}

ONES: tuple[str, ...] = (
    "(2**N+1)/(2**N+1)",
    "log(N+1)/log(1+N)",
    "ln(2**N)/(N*ln(2))",
    "(1-(1-w)**N)/(1-(1-w)**N)",
    "h(w)/abs(h(w))",
    "(3**N-2**N)/(3**N-2**N)",
    "ln(1+u)/ln(1+u)",
    "(sqrt(2)-1)*(sqrt(2)+1)",
    "abs(exp(I*r))",
    "log(u+1)/ln(u+1)*ln(2)",
    "log(4**N)/(2*N)",
    "(exp(u)-1)/(exp(u)-1)",
    "log(N+1)/Sum(log(1+1/k),(k,1,N))",
    "((N+1)**2-1)/(N*(N+2))",
    "(1-exp(-u))/Integral(exp(-x),(x,0,u))",
    "w**N/w**N",
    "artanh(w)/artanh(w)",
    "(-ln(w))/ln(1/w)",
)


def fill(site: Site, template: str) -> Node | None:
    """A template with quantities of the equation, or None if it lacks a kind of them."""
    scene = site.signs.scene
    if "p_k" in template or "p_j" in template:
        if scene.families[:1] != ("p",):
            return None
        total = "1" if scene.number == "5" else "rho11*(1-exp(-Gamma*t))"
        if scene.number == "5" and "TOTAL" in template:
            return None
        count = "d" if scene.number == "5" else "m"
        template = template.replace("M", count).replace("TOTAL", total)
    parts: dict[str, Node | str] = {"u": site.positive(), "v": site.positive(), "w": site.unit()}
    parts |= {"r": site.real(), "N": site.whole()}
    if "z" in names_in(parse(template)):
        names = site.free((*scene.complex, *scene.functions))
        names = [f"{n}(t)" if n in scene.functions else n for n in names]
        if not names:
            return None
        parts["z"] = site.rng.choice(names)
    return _with_names(site, template, parts)


def _with_names(site: Site, template: str, parts: dict[str, Node | str]) -> Node:
    names: dict[str, str] = {}
    used = [p if not isinstance(p, str) else parse(p) for p in parts.values()]
    for bound in ("k", "j", "x"):
        names[bound] = site.fresh(parse(template), *used, *(parse(n) for n in names.values()))
    template = re.sub(r"\bp_([kj])\b", lambda found: f"p_{names[found[1]]}", template)
    return write(template, **parts, **names)


def _zero(group: str) -> Rewrite:
    def apply(site: Site) -> Node | None:
        if site.place.rough or has_rows(site.node):
            return None
        nothing = fill(site, site.rng.choice(ZEROS[group]))
        if nothing is None:
            return None
        shape = site.rng.choice(["a+(o)", "a-(o)", "a+(o)*u", "(o)+a", "a*(1+(o))"])
        return write(shape, a=site.node, o=nothing, u=site.positive())

    return Rewrite(f"zero: {group}", "a = a + 0", apply, 1)


def _one() -> Rewrite:
    def apply(site: Site) -> Node | None:
        unity = fill(site, site.rng.choice(ONES))
        if site.place.rough or unity is None:
            return None
        return write(site.rng.choice(["a*(o)", "(o)*a", "a/(o)"]), a=site.node, o=unity)

    return Rewrite("one", "a = a 1", apply, 1)


for _group in ZEROS:
    REWRITES[f"zero: {_group}"] = _zero(_group)
REWRITES["one"] = _one()
