// Draws the network that the page carries and opens, on a click, the quotes of an edge or the page of a node.
// Every text reaches the page by textContent: names and quotes are anybody's.
(() => {
  "use strict";

  const place = document.getElementById("network");
  const panel = document.getElementById("panel");
  const source = document.getElementById("network-data");
  if (!place || !panel || !source || typeof vis === "undefined") return;

  const drawing = JSON.parse(source.textContent);
  // A centre may have no edge.
  const tied = new Set(drawing.edges.flatMap((edge) => [edge.from, edge.to]));
  const busiest = drawing.nodes
    .filter((node) => tied.has(node.id))
    .reduce((most, node) => (node.size > most.size ? node : most));
  const words = panel.dataset;
  const hint = panel.firstElementChild;

  const make = (tag, properties = {}, ...children) => {
    const element = document.createElement(tag);
    for (const [name, value] of Object.entries(properties)) {
      if (name === "text") element.textContent = value;
      else element.setAttribute(name, value);
    }
    element.append(...children);
    return element;
  };

  const said = (tag, text, properties = {}) =>
    make(tag, properties, make("bdi", { text, lang: "zh" }));

  const row = (term, value, title) =>
    make("div", {}, make("dt", { text: term }), make("dd", title ? { text: value, title } : { text: value }));

  const quoted = (claim) => {
    const facts = make("dl", {}, row(words.date, claim.date), row(words.status, claim.status));
    if (claim.amount) facts.append(row(words.amount, claim.amount, claim.exact));
    facts.append(row(words.confidence, claim.confidence));
    const origin = make("p", { class: "origin" }, make("a", { href: claim.page }, make("bdi", { text: claim.article, lang: "zh" })));
    if (claim.origin) origin.append(said("span", claim.origin));
    if (claim.url) {
      origin.append(make("a", { href: claim.url, rel: "noopener noreferrer nofollow external", text: `${words.original} ↗` }));
    }
    return make(
      "article",
      {},
      make("span", { class: `kind ${claim.kind}`, text: claim.type }),
      make(
        "h3",
        {},
        make("bdi", { text: claim.source, lang: "zh" }),
        make("span", { class: "tie", text: ` ${claim.arrow} ` }),
        make("bdi", { text: claim.target, lang: "zh" }),
      ),
      said("blockquote", claim.quote),
      facts,
      origin,
      make("p", { class: "unreviewed", text: words.unreviewed }),
    );
  };

  const open = (...content) => {
    const close = make("button", { type: "button", class: "close", "aria-label": words.close, text: "×" });
    close.addEventListener("click", () => {
      network.unselectAll();
      panel.replaceChildren(hint);
    });
    panel.replaceChildren(close, ...content);
    panel.scrollTop = 0;
  };

  const openEdge = (id) => {
    const edge = drawing.details.edges[id];
    open(...edge.claims.map(quoted), ...(edge.more ? [make("p", { class: "hint", text: words.more.replace("#", edge.more) })] : []));
  };

  const openNode = (id) => {
    const node = drawing.details.nodes[id];
    open(
      make("p", { class: "over", text: node.type }),
      said("h3", node.name),
      make("p", {}, make("a", { class: "go", href: node.page, text: `${words.open} →` })),
    );
  };

  const network = new vis.Network(
    place,
    { nodes: new vis.DataSet(drawing.nodes), edges: new vis.DataSet(drawing.edges) },
    drawing.options,
  );

  const ink = () => {
    const style = getComputedStyle(place);
    const font = { color: style.color, face: style.fontFamily };
    network.setOptions({
      nodes: { font: { ...font, strokeColor: style.backgroundColor, strokeWidth: 2 } },
      edges: { font: { ...font, strokeColor: style.backgroundColor } },
    });
  };

  const fit = () => {
    network.fit({ animation: false });
    // Labels reach over the outermost nodes; a handful of nodes should not fill the stage.
    network.moveTo({ scale: Math.min(network.getScale() * 0.94, 1.15) });
  };

  // Where the whole would be too small to read, begin in the middle of it.
  const begin = () => {
    fit();
    if (network.getScale() < (place.clientWidth < 600 ? 0.6 : 0.45)) {
      network.moveTo({ position: { x: busiest.x, y: busiest.y }, scale: 0.6 });
    }
  };

  ink();
  begin();
  matchMedia("(prefers-color-scheme: dark)").addEventListener("change", ink);

  // Show at once what an edge holds: the busiest node's surest.
  const sure = (edge) => Number(drawing.details.edges[edge.id].claims[0].confidence);
  const surest = drawing.edges
    .filter((edge) => edge.from === busiest.id || edge.to === busiest.id)
    .reduce((most, edge) => (sure(edge) > sure(most) ? edge : most));
  network.selectEdges([surest.id]);
  openEdge(surest.id);
  panel.prepend(hint);

  network.on("click", ({ nodes, edges }) => {
    // The wheel scrolls the page until the drawing has been clicked.
    network.setOptions({ interaction: { zoomView: true } });
    if (nodes.length) openNode(nodes[0]);
    else if (edges.length) openEdge(edges[0]);
    else panel.replaceChildren(hint);
  });
  place.addEventListener("mouseleave", () => network.setOptions({ interaction: { zoomView: false } }));
  network.on("doubleClick", ({ nodes }) => {
    if (nodes.length) location.assign(drawing.details.nodes[nodes[0]].page);
  });
  for (const what of ["Node", "Edge"]) {
    network.on(`hover${what}`, () => place.classList.add("over"));
    network.on(`blur${what}`, () => place.classList.remove("over"));
  }

  for (const button of document.querySelectorAll("[data-zoom]")) {
    button.addEventListener("click", () => {
      if (button.dataset.zoom === "fit") fit();
      else network.moveTo({ scale: network.getScale() * (button.dataset.zoom === "in" ? 1.3 : 1 / 1.3) });
    });
  }

  // For whoever drives the page from outside: where an edge or a node lies on the screen.
  place.network = network;
})();
