// Keeps the page true while work goes on, and tells when the desk is gone. Everything works without it.
(function () {
  "use strict";
  var body = document.body, busy = document.getElementById("busy"), lost = document.getElementById("lost");
  var wasBusy = body.hasAttribute("data-busy");

  function isTyping() {
    var at = document.activeElement;
    return at && (at.tagName === "INPUT" || at.tagName === "TEXTAREA") && at.value !== at.defaultValue;
  }

  function show(state) {
    lost.hidden = true;
    busy.hidden = !state.work.length;
    busy.textContent = "";
    state.work.forEach(function (one) {
      var line = document.createElement("p");
      line.textContent = "正在" + one.title + "：" + one.stage + "（" + one.seconds + " 秒）……";
      busy.appendChild(line);
    });
    var over = wasBusy && !state.work.length;
    var changed = state.seen && state.seen !== body.getAttribute("data-seen") && !state.work.length;
    wasBusy = state.work.length > 0;
    if ((over || changed) && !isTyping()) {
      location.reload();
    }
  }

  function look() {
    fetch("/state", { credentials: "same-origin" })
      .then(function (answer) {
        if (!answer.ok) {
          throw new Error(answer.status);
        }
        return answer.json();
      })
      .then(show)
      .catch(function () {
        lost.hidden = false;
      })
      .then(function () {
        setTimeout(look, wasBusy ? 700 : 2500);
      });
  }

  // Files dropped anywhere on the page go into the form that takes files.
  var input = document.getElementById("files");
  if (input) {
    document.addEventListener("dragover", function (event) {
      event.preventDefault();
      input.form.classList.add("over");
    });
    document.addEventListener("dragleave", function () {
      input.form.classList.remove("over");
    });
    document.addEventListener("drop", function (event) {
      event.preventDefault();
      input.form.classList.remove("over");
      if (event.dataTransfer.files.length) {
        input.files = event.dataTransfer.files;
        if (input.form.classList.contains("drop")) {
          input.form.submit();
        }
      }
    });
  }

  if (window.EventSource) {
    new EventSource("/alive");
  }
  look();
})();
