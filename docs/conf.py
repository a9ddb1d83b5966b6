"""The documentation, a site that needs no net: ``python -m sphinx -W -c docs . build/site``."""

import html
import re

from docutils.nodes import SkipNode, raw

import derive.version
from proofs.report.mathml import display, inline

project = "sponte"
release = derive.version.version()
root_doc = "docs/index"
include_patterns = ["docs/*.md", "examples/*.md", "examples/*.ipynb", "benchmarks/*.md"]
extensions = ["myst_nb", "sphinx.ext.autodoc", "sphinx.ext.viewcode"]
autodoc_preserve_defaults = True
autodoc_class_signature = "separated"
autodoc_default_options = {"exclude-members": "__new__"}
myst_heading_anchors = 3
nb_execution_mode = "off"  # a test runs the notebooks and holds what they show
html_theme = "furo"
html_title = "sponte"
html_show_copyright = False
html_math_renderer = "mathml"
html_static_path = ["site.css", "../proofs/report/static/math.woff2"]
html_css_files = ["site.css"]
html_copy_source = False


def set_by(convert):
    """A visitor that sets a formula by itself."""

    def visit(writer, node):
        writer.body.append(convert(node.astext()))
        raise SkipNode

    return visit, None


def set_formulas(_, doctree):
    """Those between dollars in what a notebook shows."""
    for node in doctree.findall(raw):
        text = re.sub(r"\$(.+?)\$", lambda found: inline(html.unescape(found[1])), node.astext())
        node.children = [type(node.children[0])(text)]


def setup(app):
    """Formulas are MathML, which a browser sets without a script."""
    app.add_html_math_renderer("mathml", set_by(inline), set_by(display))
    app.connect("doctree-read", set_formulas)
