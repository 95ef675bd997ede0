/* Codes that somebody types: the box on the report page, and the page for what was not found, which mends a mistyped
   address. Codes are read and checked as in mashang/code_format.py; what is typed stays in this browser until it is a
   possible code, whose page is then opened. Written for old browsers too. */
(function () {
  "use strict";

  var ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";
  var LENGTHS = [9, 13];
  var POLYNOMIAL = 37;
  /* Blanks, hyphens of every sort, and signs without width. */
  var DROPPED = new RegExp(
    "[\\s\\u0085\\u001c-\\u001f\\u2212" +
      "\\-\\u058a\\u05be\\u1400\\u1806\\u2010-\\u2015\\u2e17\\u2e1a\\u2e3a\\u2e3b\\u2e40\\u2e5d\\u301c\\u3030\\u30a0" +
      "\\u00ad\\u0600-\\u0605\\u061c\\u06dd\\u070f\\u0890\\u0891\\u08e2\\u180e\\u200b-\\u200f\\u202a-\\u202e" +
      "\\u2060-\\u2064\\u2066-\\u206f\\ufeff\\ufff9-\\ufffb]",
    "g"
  );

  /* Full-width letters as plain ones, in browsers that cannot do more. */
  function narrow(text) {
    if (text.normalize) {
      return text.normalize("NFKC");
    }
    return text.replace(/[\uff01-\uff5e]/g, function (wide) {
      return String.fromCharCode(wide.charCodeAt(0) - 0xfee0);
    });
  }

  function normalise(text) {
    return narrow(text).toUpperCase().replace(/O/g, "0").replace(/[IL]/g, "1").replace(DROPPED, "");
  }

  function timesX(element) {
    var doubled = element << 1;
    return doubled & 32 ? doubled ^ POLYNOMIAL : doubled;
  }

  /* The weighted sum over GF(32); the weights are powers of the root x, from 1 on. */
  function checkCharacter(body) {
    var total = 0;
    for (var place = 0; place < body.length; place += 1) {
      var product = ALPHABET.indexOf(body.charAt(place));
      for (var power = 0; power <= place; power += 1) {
        product = timesX(product);
      }
      total ^= product;
    }
    return ALPHABET.charAt(total);
  }

  /* Why a text is no code, or nothing else of these lengths; empty when it is one. */
  function check(text, wanted) {
    var lengths = wanted || LENGTHS;
    var letters = text.match(/[\ud800-\udbff][\udc00-\udfff]|[\s\S]/g) || [];
    if (lengths.indexOf(letters.length) < 0) {
      return "应当是 " + lengths.join(" 个或 ") + " 个字符，现在是 " + letters.length + " 个";
    }
    for (var place = 0; place < letters.length; place += 1) {
      if (ALPHABET.indexOf(letters[place]) < 0) {
        return "第 " + (place + 1) + " 个字符“" + letters[place] + "”不会出现在码里";
      }
    }
    if (checkCharacter(text.slice(0, -1)) !== text.slice(-1)) {
      return "校验不符，有字符写错或前后颠倒";
    }
    return "";
  }

  function group(code) {
    return code.replace(/(.{4})(?=.)/g, "$1-");
  }

  /* What the address gives for a code: all that follows f/, or a last part that can be a code by itself. */
  function readAddress(path) {
    var text = path;
    try {
      text = decodeURIComponent(path);
    } catch (broken) {
      /* A mangled address is read as it stands. */
    }
    text = text.replace(/(?:index\.html)?[\/\uff0f.,;:)\u3002\uff0c\uff1b\uff09\s]*$/i, "");
    var found = /(?:^|[\/\uff0f])[fF\uff26\uff46][\/\uff0f](.*)$/.exec(text);
    if (found) {
      return found[1].replace(/[\/\uff0f]/g, "");
    }
    var last = text.slice(text.search(/[^\/\uff0f]*$/));
    return check(normalise(last)) ? "" : last;
  }

  function start(form) {
    var input = form.querySelector("input");
    var status = form.querySelector("[data-ms-code-status]");
    var folder = document.createElement("a");
    folder.href = form.getAttribute("data-ms-code");

    function locate(code) {
      return folder.href + code + "/";
    }

    function say(before, code, after) {
      status.textContent = before;
      if (code) {
        var link = document.createElement("a");
        link.href = locate(code);
        link.textContent = group(code);
        status.appendChild(link);
        status.appendChild(document.createTextNode(after));
      }
    }

    /* Returns the code, or says what is wrong. */
    function read(typed) {
      var code = normalise(typed);
      var fault = check(code);
      if (fault) {
        say("“" + typed + "”" + fault + "。请对照台卡再输一遍。");
      }
      return fault ? "" : code;
    }

    /* Whether this page was come to by mending the same code: a server that drops the last slash leads back here. */
    function wasFollowed(code) {
      var from = document.createElement("a");
      from.href = document.referrer;
      return Boolean(document.referrer) && from.host === location.host && normalise(readAddress(from.pathname)) === code;
    }

    function mend() {
      var typed = readAddress(location.pathname).slice(0, input.maxLength);
      if (!typed) {
        return;
      }
      /* Whoever came for a code reads of that first. */
      var section = form.parentNode;
      section.parentNode.insertBefore(section, section.parentNode.firstChild);
      input.value = typed;
      var code = read(typed);
      if (code && (location.href.split(/[?#]/)[0] === locate(code) || wasFollowed(code))) {
        say("本站没有发过 " + group(code) + " 这个码。请对照台卡核对；如果台卡上就是这样印的，可能不是真的，请打电话告诉我们。");
      } else if (code) {
        say("网址的写法不对，正在打开 ", code, "。");
        location.replace(locate(code));
      }
    }

    form.addEventListener("submit", function (event) {
      event.preventDefault();
      var typed = input.value.replace(/^\s+|\s+$/g, "");
      var code = typed ? read(typed) : "";
      if (!typed) {
        say("请输入台卡上的码。");
      }
      if (code) {
        say("正在打开 ", code, "。");
        location.href = locate(code);
      } else {
        input.focus();
      }
    });
    form.hidden = false;
    if (form.hasAttribute("data-ms-mend")) {
      mend();
    }
  }

  /* The box that finds a case by its number: each page of the list says from which number to which it goes. */
  function startCase(form) {
    var input = form.querySelector("input");
    var status = form.querySelector("[data-ms-case-status]");

    function find(number) {
      var pages = document.querySelectorAll("[data-ms-case-first]");
      for (var place = 0; place < pages.length; place += 1) {
        if (pages[place].getAttribute("data-ms-case-last") >= number) {
          return pages[place].getAttribute("data-ms-case-first") <= number ? pages[place].href : "";
        }
      }
      return "";
    }

    function tellMissing(number) {
      status.textContent = "名单里没有 " + group(number) + "。刚收到的，要等下次更新才有；请核对编号，或打电话问。";
    }

    /* Says where a case stands that is on this page. */
    function show(number) {
      var row = document.getElementById(number);
      if (row) {
        status.textContent = group(number) + "：" + row.lastElementChild.textContent + "。";
      } else if (number && document.getElementById("ms-cases")) {
        tellMissing(number);
      }
    }

    form.addEventListener("submit", function (event) {
      event.preventDefault();
      var number = normalise(input.value);
      var fault = check(number, [10]);
      var page = fault ? "" : find(number);
      if (fault) {
        status.textContent = "受理编号" + fault + "。";
        input.focus();
      } else if (!page) {
        tellMissing(number);
      } else if (page === location.href.split("#")[0]) {
        location.hash = number;
        show(number);
      } else {
        location.href = page + "#" + number;
      }
    });
    form.hidden = false;
    show(check(normalise(location.hash.slice(1)), [10]) ? "" : normalise(location.hash.slice(1)));
  }

  Array.prototype.forEach.call(document.querySelectorAll("[data-ms-case]"), startCase);
  window.mashangCode = { normalise: normalise, check: check };
  Array.prototype.forEach.call(document.querySelectorAll("[data-ms-code]"), start);
})();
