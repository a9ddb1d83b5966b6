// Before anything is shown: scripts run, and the theme is the one that was chosen last.
document.documentElement.classList.add("js");
try {
  document.documentElement.dataset.theme = localStorage.getItem("theme") || "";
} catch { /* a browser may keep nothing for a page from disk */ }
