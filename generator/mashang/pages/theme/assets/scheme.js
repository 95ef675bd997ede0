/* Runs before anything is drawn: says that there is a script, and sets the display that was chosen before. */
(function () {
  "use strict";
  var root = document.documentElement;
  root.className = root.className.replace("no-js", "js");
  try {
    var chosen = localStorage.getItem("mashang.scheme");
    if (chosen === "light" || chosen === "dark") {
      root.setAttribute("data-scheme", chosen);
    }
    if (localStorage.getItem("mashang.size") === "large") {
      root.setAttribute("data-size", "large");
    }
  } catch (denied) {
    /* Storage may be forbidden; the system's choice and letters of the usual size stand. */
  }
})();
