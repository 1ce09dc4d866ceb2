// Marks every part of the quote that the address leads to: one that is cut by another's bounds has several.
(() => {
  "use strict";

  const show = () => {
    for (const mark of document.querySelectorAll("mark.chosen")) mark.classList.remove("chosen");
    const id = decodeURIComponent(location.hash).replace(/^#claim-/, "");
    if (!id) return;
    for (const mark of document.querySelectorAll("mark[data-claims]")) {
      if (mark.dataset.claims.split(" ").includes(id)) mark.classList.add("chosen");
    }
  };

  addEventListener("hashchange", show);
  show();
})();
