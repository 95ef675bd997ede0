/* The search page. It fetches a small table, then only the shards that hold the reader's words and the passages
   that are shown; what was typed stays in this browser. Texts are cut as in generator/mashang/search/terms.py.
   Written for old browsers too. */
(function () {
  "use strict";

  var SHOWN = 8;
  var LETTER = /[\u00c0-\u024f\u2e80-\u2fff\u3005-\u3007\u3021-\u3029\u3040-\ud7ff\uf900-\ufaff]/;
  var PAIR = /^[\ud800-\udbff][\udc00-\udfff]/;
  var OVERLOOKED = /[[\](){}<>"'\u200b\ufeff\u00ad\u3014\u3015\u3010\u3011\u300c-\u300f\u300a\u300b\u3008\u3009\u201c\u201d\u2018\u2019\0]/;
  var PLAIN = /^[0-9a-z]/;
  var YEAR_AND_NUMBER = /((?:19|20)\d\d)\s*\u5e74?\s*\u7b2c?\s*(\d{1,4})\s*\u53f7/g;

  function each(found, act) {
    Array.prototype.forEach.call(found, act);
  }

  function takeLetter(text, at) {
    return text.substr(at, PAIR.test(text.substr(at, 2)) ? 2 : 1);
  }

  /* The units of a text, each with its place in it and the number of its run. */
  function readUnits(text) {
    var units = [];
    var run = 0;
    var growing = null;
    var at = 0;
    function read(one, end) {
      if (PLAIN.test(one)) {
        if (growing) {
          growing.text += one;
          growing.end = end;
        } else {
          growing = { text: one, start: at, end: end, run: run };
          units.push(growing);
        }
        return;
      }
      growing = null;
      if (LETTER.test(one) || PAIR.test(one)) {
        units.push({ text: one, start: at, end: end, run: run });
      } else if (!OVERLOOKED.test(one)) {
        run += 1;
      }
    }
    while (at < text.length) {
      var letter = takeLetter(text, at);
      var folded = (letter.normalize ? letter.normalize("NFKC") : letter).toLowerCase();
      for (var place = 0; place < folded.length; place += takeLetter(folded, place).length) {
        read(takeLetter(folded, place), at + letter.length);
      }
      at += letter.length;
    }
    return units;
  }

  function joinUnits(first, second) {
    return PLAIN.test(first) || PLAIN.test(second) ? first + "_" + second : first + second;
  }

  /* The words of a text: the terms and the units of each run. */
  function cutWords(text) {
    var words = [];
    var last = -1;
    each(readUnits(text), function (unit) {
      if (unit.run !== last) {
        words.push({ units: [], terms: [] });
        last = unit.run;
      }
      words[words.length - 1].units.push(unit.text);
    });
    each(words, function (word) {
      function add(term) {
        if (word.terms.indexOf(term) < 0) {
          word.terms.push(term);
        }
      }
      each(word.units, function (unit, place) {
        if (word.units.length === 1 || PLAIN.test(unit)) {
          add(unit);
        }
        if (place) {
          add(joinUnits(word.units[place - 1], unit));
        }
      });
    });
    return words;
  }

  /* A query's words. A document's number may be typed without brackets, or as 2026年第3号. */
  function readQuery(text) {
    var words = cutWords((text.normalize ? text.normalize("NFKC") : text).replace(YEAR_AND_NUMBER, "$1\u3015$2\u53f7"));
    var longer = words.filter(function (word) {
      return word.units.length > 1 || PLAIN.test(word.units[0]);
    });
    return longer.length ? longer : words;
  }

  function hashTerm(term, shards) {
    var value = 0;
    for (var at = 0; at < term.length; at += takeLetter(term, at).length) {
      var number = term.charCodeAt(at);
      if (PAIR.test(term.substr(at, 2))) {
        number = (number - 0xd800) * 0x400 + (term.charCodeAt(at + 1) - 0xdc00) + 0x10000;
      }
      value = (value * 31 + number) % 1000003;
    }
    return value % shards;
  }

  function decodePlaces(text) {
    var place = 0;
    return text.split(" ").map(function (step) {
      place += parseInt(step, 36);
      return place;
    });
  }

  /* One fetch for each file, however often it is asked for; a failed one may be tried again. */
  var waiting = {};
  function load(address, done) {
    var known = waiting[address];
    if (known && known.value) {
      done(known.value);
      return;
    }
    if (known) {
      known.tell.push(done);
      return;
    }
    known = waiting[address] = { tell: [done] };
    var request = new XMLHttpRequest();
    request.open("GET", address);
    request.onloadend = function () {
      try {
        known.value = request.status >= 200 && request.status < 300 ? JSON.parse(request.responseText) : null;
      } catch (broken) {
        known.value = null;
      }
      if (!known.value) {
        delete waiting[address];
      }
      each(known.tell, function (tell) {
        tell(known.value);
      });
    };
    request.send();
  }

  /* `done` gets what the addresses hold, in their order; nothing at all when one of them failed. */
  function loadAll(addresses, done) {
    var found = [];
    var left = addresses.length;
    if (!left) {
      done(found);
    }
    each(addresses, function (address, place) {
      load(address, function (value) {
        found[place] = value;
        left -= 1;
        if (!left) {
          done(found.every(Boolean) ? found : null);
        }
      });
    });
  }

  /* The pages that fit, best first, each with the passage to show. `places` holds the passages of each term. */
  function rankPages(table, words, places) {
    var first = [0];
    each(table.pages, function (count) {
      first.push(first[first.length - 1] + count);
    });
    var total = first[first.length - 1];

    function findPage(passage) {
      var low = 0;
      var high = table.pages.length - 1;
      while (low < high) {
        var middle = (low + high + 1) >> 1;
        if (first[middle] <= passage) {
          low = middle;
        } else {
          high = middle - 1;
        }
      }
      return low;
    }

    var pages = {};
    each(words, function (word, number) {
      var rarities = word.terms.map(function (term) {
        return Math.log(1 + total / (1 + (places[term] || []).length));
      });
      var whole = rarities.reduce(function (sum, rarity) {
        return sum + rarity;
      }, 0);
      var covered = {};
      each(word.terms, function (term, place) {
        each(places[term] || [], function (passage) {
          covered[passage] = (covered[passage] || 0) + rarities[place] / whole;
        });
      });
      each(Object.keys(covered), function (key) {
        var passage = Number(key);
        var at = findPage(passage);
        var page = pages[at] || (pages[at] = { at: at, words: [], passages: {} });
        var seen = page.words[number] || (page.words[number] = { head: 0, body: 0, full: 0 });
        var share = covered[passage] > 0.999 ? 1 : covered[passage];
        if (passage === first[at]) {
          seen.head = share;
        } else {
          seen.body = Math.max(seen.body, share);
          seen.full += share === 1 ? 1 : 0;
          page.passages[passage] = (page.passages[passage] || 0) + share;
        }
      });
    });

    var found = Object.keys(pages).map(function (key) {
      var page = pages[key];
      page.whole = true;
      page.share = 0;
      page.score = 0;
      for (var number = 0; number < words.length; number += 1) {
        var seen = page.words[number] || { head: 0, body: 0, full: 0 };
        var share = Math.max(seen.head, seen.body);
        page.whole = page.whole && share === 1;
        page.share += share / words.length;
        page.score += seen.head === 1 ? 3 : 0;
        page.score += seen.body === 1 ? 1 + Math.min(0.5, Math.log(seen.full) / 6) : 0;
        page.score += share < 1 ? share : 0;
      }
      page.score *= table.weights[page.at] / 100;
      page.show = first[page.at];
      var headed = page.words.filter(function (seen) {
        return seen && seen.head === 1;
      }).length;
      page.named = headed === words.length;
      var best = headed ? 0.999 : 0;
      each(Object.keys(page.passages), function (passage) {
        if (page.passages[passage] > best) {
          best = page.passages[passage];
          page.show = Number(passage);
        }
      });
      return page;
    });
    var whole = found.filter(function (page) {
      return page.whole;
    });
    var fitting = whole.length
      ? whole
      : found.filter(function (page) {
          return page.share >= 0.5;
        });
    fitting.sort(function (one, other) {
      return other.score - one.score || one.at - other.at;
    });
    return { pages: fitting, near: !whole.length };
  }

  /* The stretches of a text to mark: whole words where there are any, else the pairs that fit. */
  function findMarks(text, words) {
    var units = readUnits(text);
    var marked = [];
    each(words, function (word) {
      var size = word.units.length;
      var whole = false;
      for (var at = 0; at + size <= units.length; at += 1) {
        var fits = units[at].run === units[at + size - 1].run;
        for (var next = 0; fits && next < size; next += 1) {
          fits = units[at + next].text === word.units[next];
        }
        if (fits) {
          whole = true;
          for (var inside = at; inside < at + size; inside += 1) {
            marked[inside] = true;
          }
        }
      }
      for (var place = 1; !whole && place < units.length; place += 1) {
        var pair = units[place - 1].run === units[place].run && joinUnits(units[place - 1].text, units[place].text);
        if (pair && word.terms.indexOf(pair) >= 0) {
          marked[place - 1] = marked[place] = true;
        }
      }
    });
    var marks = [];
    each(units, function (unit, place) {
      var last = marks[marks.length - 1];
      if (marked[place] && place && marked[place - 1] && last && units[place - 1].run === unit.run) {
        last.end = unit.end;
      } else if (marked[place]) {
        marks.push({ start: unit.start, end: unit.end });
      }
    });
    return marks;
  }

  function fillMarked(element, text, words, longest) {
    var marks = findMarks(text, words);
    var from = longest && marks.length ? Math.max(0, marks[0].start - 24) : 0;
    var to = longest ? Math.min(text.length, from + longest) : text.length;
    var at = from;
    function add(end) {
      if (end > at) {
        element.appendChild(document.createTextNode(text.slice(at, end)));
      }
    }
    if (from) {
      element.appendChild(document.createTextNode("\u2026"));
    }
    each(marks, function (mark) {
      if (mark.start < to) {
        add(mark.start);
        var shown = document.createElement("mark");
        shown.textContent = text.slice(mark.start, mark.end);
        element.appendChild(shown);
        at = mark.end;
      }
    });
    add(Math.max(to, at));
    if (at < text.length && to < text.length) {
      element.appendChild(document.createTextNode("\u2026"));
    }
  }

  function startSearch(form) {
    var input = form.elements.q;
    var status = document.querySelector("[data-ms-search-status]");
    var region = document.querySelector("[data-ms-search-results]");
    var home = form.getAttribute("data-ms-root");
    var table = null;
    var turn = 0;

    function locate(name) {
      return form.getAttribute("data-ms-search").replace("index.json", table.folder + "/" + name + ".json");
    }

    function withTable(done) {
      var address = form.getAttribute("data-ms-search");
      load(address, function (value) {
        table = value;
        done(value);
      });
    }

    function fail() {
      status.textContent = "搜索没有成功，请检查网络后再试，或按下面的栏目查找。";
    }

    function showPages(pages, words, mine) {
      var next = pages.splice(0, SHOWN);
      var files = next.map(function (page) {
        return locate("p" + Math.floor(page.show / table.file));
      });
      loadAll(files, function (found) {
        if (mine !== turn) {
          return;
        }
        if (!found) {
          fail();
          return;
        }
        var list = region.querySelector("ol") || region.appendChild(document.createElement("ol"));
        list.className = "ms-results";
        var firstNew = null;
        each(next, function (page, place) {
          var passage = found[place].passages[page.show % table.file];
          var about = found[place].pages[passage[0]];
          var item = document.createElement("li");
          var link = document.createElement("a");
          link.href = (home + about[0] || "./") + (passage[1] && !page.named ? "#" + encodeURIComponent(passage[1]) : "");
          fillMarked(link, about[1], words, 0);
          var section = document.createElement("span");
          section.className = "ms-results__section";
          section.textContent = about[2];
          if (about[2]) {
            item.appendChild(section);
            item.appendChild(document.createTextNode(" "));
          }
          item.appendChild(link);
          if (passage[2]) {
            fillMarked(item.appendChild(document.createElement("p")), passage[2], words, 96);
          }
          list.appendChild(item);
          firstNew = firstNew || link;
        });
        var more = region.querySelector("button");
        if (more) {
          region.removeChild(more);
          firstNew.focus();
        }
        if (pages.length) {
          more = region.appendChild(document.createElement("button"));
          more.type = "button";
          more.className = "ms-results__more";
          more.textContent = "再显示 " + Math.min(SHOWN, pages.length) + " 个";
          more.addEventListener("click", function () {
            showPages(pages, words, mine);
          });
        }
      });
    }

    function search() {
      var text = input.value.replace(/^\s+|\s+$/g, "");
      var words = readQuery(text);
      var mine = (turn += 1);
      region.textContent = "";
      if (window.history && history.replaceState) {
        history.replaceState(null, "", location.pathname + location.search + (text ? "#q=" + encodeURIComponent(text) : ""));
      }
      if (!words.length) {
        status.textContent = text ? "请输入文字、字母或数字。" : "";
        return;
      }
      status.textContent = "正在查找……";
      withTable(function (known) {
        if (mine !== turn) {
          return;
        }
        if (!known) {
          fail();
          return;
        }
        var terms = [];
        each(words, function (word) {
          terms = terms.concat(word.terms);
        });
        var shards = terms.map(function (term) {
          return locate("t" + hashTerm(term, table.shards));
        });
        loadAll(shards, function (found) {
          if (mine !== turn) {
            return;
          }
          if (!found) {
            fail();
            return;
          }
          var places = {};
          each(terms, function (term, place) {
            if (Object.prototype.hasOwnProperty.call(found[place], term)) {
              places[term] = decodePlaces(found[place][term]);
            }
          });
          var ranked = rankPages(table, words, places);
          if (!ranked.pages.length) {
            status.textContent =
              "没有找到\u201c" + text + "\u201d。" +
              (words.length === 1 && words[0].units.length === 1 && words[0].units[0].length === 1 ? "请至少输入两个字，" : "请换个说法、少输几个字，") +
              "或按下面的栏目查找。";
          } else if (ranked.near) {
            status.textContent = "没有完全相同的内容，下面 " + ranked.pages.length + " 个页面最相近。";
          } else {
            status.textContent = "找到 " + ranked.pages.length + " 个页面。";
          }
          showPages(ranked.pages, words, mine);
        });
      });
    }

    function readAddress() {
      var found = /^#q=(.*)$/.exec(location.hash);
      if (found) {
        try {
          input.value = decodeURIComponent(found[1]).slice(0, input.maxLength);
        } catch (broken) {
          /* A mangled address searches nothing. */
        }
        search();
      }
    }

    form.addEventListener("submit", function (event) {
      event.preventDefault();
      search();
    });
    input.addEventListener("focus", function () {
      withTable(function () {});
    });
    window.addEventListener("hashchange", readAddress);
    form.hidden = false;
    readAddress();
  }

  window.mashangSearch = { cutWords: cutWords, hashTerm: hashTerm, readQuery: readQuery };
  each(document.querySelectorAll("[data-ms-search]"), startSearch);
})();
