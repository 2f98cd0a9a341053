"use strict";
// Keeps a page fresh: the server makes the page, this replaces what has changed.
(() => {
  const byId = (id) => document.getElementById(id);
  const KEY = "steadystate-token";

  // A link from the terminal may carry a token behind the #, which no server and no log ever sees.
  const handed = /^#token=(.+)$/.exec(location.hash);
  if (handed) {
    sessionStorage.setItem(KEY, decodeURIComponent(handed[1]));
    history.replaceState(null, "", location.pathname + location.search);
  }
  const token = () => sessionStorage.getItem(KEY) || "";
  const headers = () => (token() ? { Authorization: "Bearer " + token() } : {});

  // Times are told as ages; the exact one is in the title.
  const age = (then) => {
    const seconds = Math.max(0, Math.round((Date.now() - then) / 1000));
    if (seconds < 5) return "just now";
    if (seconds < 90) return seconds + " s ago";
    if (seconds < 5400) return Math.round(seconds / 60) + " min ago";
    if (seconds < 172800) return Math.round(seconds / 3600) + " h ago";
    return Math.round(seconds / 86400) + " days ago";
  };
  const tellTimes = () => {
    for (const time of document.querySelectorAll("time[datetime]")) {
      const then = new Date(time.dateTime);
      time.textContent = age(then.getTime());
      time.title = then.toLocaleString();
    }
  };

  let toastTimer;
  const toast = (text) => {
    byId("toast").textContent = text;
    byId("toast").hidden = false;
    clearTimeout(toastTimer);
    toastTimer = setTimeout(() => { byId("toast").hidden = true; }, 5000);
  };

  // The fresh page takes the place of the old one; what a reader has opened or closed stays so.
  let loading = false;
  let again = false;
  const refresh = async () => {
    if (loading) { again = true; return; }
    loading = true;
    try {
      const answer = await fetch(location.pathname + location.search, { headers: headers() });
      if (answer.ok) {
        const fresh = new DOMParser().parseFromString(await answer.text(), "text/html").getElementById("page");
        const opened = new Map([...document.querySelectorAll("details[id]")].map((d) => [d.id, d.open]));
        for (const details of fresh.querySelectorAll("details[id]")) {
          if (opened.has(details.id)) details.open = opened.get(details.id);
        }
        const focused = document.activeElement && document.activeElement.dataset && document.activeElement.dataset.post;
        byId("page").replaceWith(fresh);
        if (focused) {
          const same = [...document.querySelectorAll("[data-post]")].find((b) => b.dataset.post === focused);
          if (same) same.focus({ preventScroll: true });
        }
        tellTimes();
      }
    } catch (gone) {
      // The stream tells when the server is back.
    } finally {
      loading = false;
      if (again) { again = false; soon(); }
    }
  };
  let waiting;
  const soon = () => { clearTimeout(waiting); waiting = setTimeout(refresh, 250); };

  let lostAt = 0;
  const live = (on) => {
    byId("live").className = "live " + (on ? "on" : "off");
    byId("live").lastElementChild.textContent = on ? "live" : "offline";
    if (on) {
      if (lostAt) soon();
      lostAt = 0;
    } else if (!lostAt) {
      lostAt = Date.now();
      byId("lost-since").dateTime = new Date(lostAt).toISOString();
      tellTimes();
    }
    byId("lost").hidden = on;
  };
  const follow = () => {
    const stream = new EventSource("/api/v1/stream");
    stream.onopen = () => live(true);
    stream.onerror = () => {
      live(false);
      if (stream.readyState === EventSource.CLOSED) setTimeout(follow, 5000);
    };
    for (const type of ["change", "event", "reset"]) stream.addEventListener(type, soon);
  };

  const signedIn = () => { byId("sign-in").textContent = token() ? "Sign out" : "Sign in"; };
  const askToken = () => new Promise((done) => {
    const dialog = byId("token-dialog");
    byId("token").value = "";
    dialog.onclose = () => {
      const given = dialog.returnValue === "ok" ? byId("token").value.trim() : "";
      if (given) sessionStorage.setItem(KEY, given);
      signedIn();
      done(Boolean(given));
    };
    dialog.returnValue = "";
    dialog.showModal();
  });

  const post = async (button) => {
    if (button.dataset.ask && !window.confirm(button.dataset.ask)) return;
    if (!token() && !(await askToken())) return;
    button.disabled = true;
    try {
      const answer = await fetch(button.dataset.post, {
        method: "POST",
        headers: { ...headers(), "Content-Type": "application/json" },
        body: button.dataset.body || "{}",
      });
      const said = await answer.json().catch(() => ({}));
      if (answer.ok) {
        toast("Done: " + (button.querySelector("span") || button).textContent.trim());
      } else {
        if (answer.status === 401) { sessionStorage.removeItem(KEY); signedIn(); }
        toast(said.detail || "The server said " + answer.status);
      }
    } catch (gone) {
      toast("The server cannot be reached");
    } finally {
      button.disabled = false;
      soon();
    }
  };

  document.addEventListener("click", (event) => {
    const button = event.target.closest("[data-post]");
    if (button) post(button);
  });
  byId("sign-in").addEventListener("click", () => {
    if (token()) { sessionStorage.removeItem(KEY); signedIn(); } else { askToken(); }
  });
  tellTimes();
  signedIn();
  setInterval(tellTimes, 5000);
  follow();
})();
