/* What a script may add: large letters, light or dark by hand, a menu that closes, filtering without a page load,
   addresses of links on paper. Everything can be read without it. Written for old browsers too. */
(function () {
  "use strict";

  function each(found, act) {
    Array.prototype.forEach.call(found, act);
  }

  function keep(name, value) {
    try {
      localStorage.setItem(name, value);
    } catch (denied) {
      /* The choice then holds for this page only. */
    }
  }

  /* Large letters. A phone shows the figures under its charts then, whose letters have no room to grow. */
  (function () {
    var button = document.querySelector("[data-ms-size]");
    var root = document.documentElement;
    if (!button) {
      return;
    }
    function isLarge() {
      return root.getAttribute("data-size") === "large";
    }
    function tell() {
      button.setAttribute("aria-pressed", isLarge() ? "true" : "false");
      if (isLarge() && window.innerWidth < 700) {
        each(document.querySelectorAll(".ms-chart details"), function (details) {
          details.open = true;
        });
      }
    }
    function set(large) {
      if (large) {
        root.setAttribute("data-size", "large");
      } else {
        root.removeAttribute("data-size");
      }
      tell();
    }
    button.addEventListener("click", function () {
      set(!isLarge());
      keep("mashang.size", isLarge() ? "large" : "usual");
    });
    /* A page that the browser kept for going back learns of a choice made since. */
    window.addEventListener("pageshow", function (event) {
      if (event.persisted) {
        try {
          set(localStorage.getItem("mashang.size") === "large");
        } catch (denied) {
          /* The page stays as it was left. */
        }
      }
    });
    tell();
    button.hidden = false;
  })();

  /* Light or dark: a button in the header, on a phone in the menu. */
  (function () {
    var buttons = document.querySelectorAll("[data-ms-scheme]");
    var root = document.documentElement;
    if (!buttons.length || !window.matchMedia) {
      return;
    }
    function isDark() {
      var chosen = root.getAttribute("data-scheme");
      return chosen ? chosen === "dark" : window.matchMedia("(prefers-color-scheme: dark)").matches;
    }
    function tell() {
      var offer = isDark() ? "改为浅色显示" : "改为深色显示";
      each(buttons, function (button) {
        button.querySelector("[data-ms-scheme-label]").textContent = offer;
        button.title = offer;
      });
    }
    each(buttons, function (button) {
      button.addEventListener("click", function () {
        var scheme = isDark() ? "light" : "dark";
        root.setAttribute("data-scheme", scheme);
        keep("mashang.scheme", scheme);
        tell();
      });
      button.hidden = false;
    });
    tell();
  })();

  /* The menu closes on Escape and on a touch outside. */
  (function () {
    var menu = document.querySelector("[data-ms-menu]");
    if (!menu) {
      return;
    }
    document.addEventListener("click", function (event) {
      if (menu.open && !menu.contains(event.target)) {
        menu.open = false;
      }
    });
    document.addEventListener("keydown", function (event) {
      if (event.key === "Escape" && menu.open) {
        menu.open = false;
        menu.querySelector("summary").focus();
      }
    });
  })();

  /* On paper: the figures under each chart, and after each link its address, short where it is of this site. */
  window.addEventListener("beforeprint", function () {
    each(document.querySelectorAll(".ms-chart details"), function (details) {
      details.open = true;
    });
    var brand = document.querySelector(".ms-brand");
    each(document.querySelectorAll(".ms-page a[href]"), function (link) {
      if (brand && /^https?:$/.test(link.protocol) && link.getAttribute("href").charAt(0) !== "#") {
        var address = link.href.indexOf(brand.href) === 0 ? link.href.slice(brand.href.length) : link.href;
        try {
          address = decodeURI(address);
        } catch (broken) {
          /* A mangled address is printed as it stands. */
        }
        if (address) {
          link.setAttribute("data-ms-address", address);
        }
      }
    });
  });

  /* Filters: `#status=已逾期,进度滞后&field=…&department=…&q=…`. */
  function readHash() {
    var state = {};
    var text = location.hash.slice(1);
    each(text.split("&"), function (pair) {
      var at = pair.indexOf("=");
      if (at > 0) {
        try {
          state[pair.slice(0, at)] = decodeURIComponent(pair.slice(at + 1));
        } catch (broken) {
          /* A mangled address filters nothing. */
        }
      }
    });
    return state;
  }

  function makeFilter(form) {
    var table = document.getElementById(form.getAttribute("data-ms-filter"));
    var region = table.parentNode;
    var rows = table.tBodies[0].rows;
    var count = form.querySelector("[data-ms-count]");
    var reset = form.querySelector("button[type=reset]");
    var empty = document.querySelector("[data-ms-empty]");
    var further = (form.getAttribute("data-ms-further") || "").split(" ").filter(Boolean);
    var own = rows.length;
    var total = Number(form.getAttribute("data-ms-total")) || own - table.querySelectorAll("tr[data-task]").length;
    var loading = "";
    var texts = [];
    each(rows, function (row) {
      texts.push(row.textContent.toLowerCase());
    });

    /* A long table goes on in further pages, whose rows are fetched as soon as somebody filters. */
    function loadFurther() {
      var request = new XMLHttpRequest();
      function take() {
        var other = request.response && request.response.getElementById(table.id);
        if (!other) {
          loading = "其余各页没有载入，只找了前 " + rows.length + " 项：";
          further = [];
        } else {
          further.shift();
          each(other.querySelectorAll("a[href]"), function (link) {
            link.setAttribute("href", link.href);
          });
          each(Array.prototype.slice.call(other.tBodies[0].rows), function (row) {
            texts.push(row.textContent.toLowerCase());
            table.tBodies[0].appendChild(document.adoptNode(row));
          });
          loading = further.length ? "正在查找其余各页……" : "";
        }
        if (further.length) {
          loadFurther();
        }
        apply(readForm());
      }
      loading = loading || "正在查找其余各页……";
      request.open("GET", further[0]);
      request.responseType = "document";
      request.onload = take;
      request.onerror = take;
      request.send();
    }

    /* What stands in a column; the columns are those of the table of measures. */
    function read(row, column) {
      return row.cells[column].textContent.trim();
    }

    function chosenStatuses() {
      var found = [];
      each(form.querySelectorAll("input[name=status]"), function (box) {
        if (box.checked) {
          found.push(box.value);
        }
      });
      return found;
    }

    function readForm() {
      return {
        q: form.elements.q.value.trim(),
        field: form.elements.field.value,
        department: form.elements.department.value,
        status: chosenStatuses().join(",")
      };
    }

    function fill(state) {
      form.elements.q.value = state.q || "";
      form.elements.field.value = state.field || "";
      form.elements.department.value = state.department || "";
      var statuses = (state.status || "").split(",");
      each(form.querySelectorAll("input[name=status]"), function (box) {
        box.checked = statuses.indexOf(box.value) >= 0;
      });
      /* A value that no choice has leaves a select blank; "all" is meant then. */
      each(form.querySelectorAll("select"), function (select) {
        if (select.selectedIndex < 0) {
          select.value = "";
        }
      });
    }

    /* A row shows its status and, behind a blank, its mark. */
    function bearsAny(row, statuses) {
      return read(row, 6).split(/\s+/).some(function (label) {
        return statuses.indexOf(label) >= 0;
      });
    }

    function fits(row, text, state, statuses, words) {
      return (
        (!state.field || read(row, 2) === state.field) &&
        (!state.department || row.getAttribute("data-department").split(" ").indexOf(state.department) >= 0) &&
        (!state.status || bearsAny(row, statuses)) &&
        words.every(function (word) {
          return text.indexOf(word) >= 0;
        })
      );
    }

    function apply(state) {
      var statuses = state.status.split(",");
      var words = state.q ? state.q.toLowerCase().split(/\s+/) : [];
      var shown = 0;
      var counted = 0;
      var filtered = Boolean(state.q || state.field || state.department || state.status);
      if (filtered && further.length && !loading) {
        loadFurther();
      }
      each(rows, function (row, place) {
        var fit = filtered ? fits(row, texts[place], state, statuses, words) : place < own;
        var one = row.hasAttribute("data-task") ? 0 : 1; /* a task counts by its items */
        row.hidden = !fit;
        shown += fit ? 1 : 0;
        counted += fit ? one : 0;
      });
      count.textContent = filtered ? loading + "找到 " + counted + " 项，共 " + total + " 项" : "共 " + total + " 项";
      reset.hidden = !filtered;
      empty.hidden = shown > 0;
      region.hidden = shown === 0;
    }

    function keepState(state) {
      var parts = [];
      each(["status", "field", "department", "q"], function (name) {
        if (state[name]) {
          parts.push(name + "=" + encodeURIComponent(state[name]).replace(/%2C/g, ","));
        }
      });
      var address = location.pathname + location.search + (parts.length ? "#" + parts.join("&") : "");
      if (window.history && history.replaceState) {
        history.replaceState(null, "", address);
      }
    }

    function update() {
      var state = readForm();
      apply(state);
      keepState(state);
    }

    form.addEventListener("submit", function (event) {
      event.preventDefault();
    });
    form.addEventListener("input", update);
    form.addEventListener("change", update);
    form.addEventListener("reset", function () {
      window.setTimeout(function () {
        update();
        form.elements.q.focus();
      }, 0);
    });
    window.addEventListener("hashchange", function () {
      fill(readHash());
      apply(readForm());
    });
    form.hidden = false;
    fill(readHash());
    var chosen = readForm();
    var more = form.querySelector("[data-ms-more]");
    more.open = Boolean(chosen.field || chosen.department || chosen.status) || window.innerWidth >= 700;
    apply(readForm());
  }

  each(document.querySelectorAll("[data-ms-filter]"), makeFilter);
})();
