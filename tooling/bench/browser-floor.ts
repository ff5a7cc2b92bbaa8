/** The floor for the browser: the same rows on a page without a framework, without a server, without a search. */
export const FLOOR_PAGE = `<!doctype html><meta charset="utf-8"><title>floor</title>
<style>body{margin:0;font:15px sans-serif}#box{height:700px;overflow:auto}.row{height:60px;border-bottom:1px solid #ddd}</style>
<input id="search"><div id="box"></div>
<script>
const box = document.querySelector("#box");
const draw = (word) => box.replaceChildren(...Array.from({ length: 40 }, (_, index) => {
  const row = document.createElement("div");
  row.className = "row";
  row.textContent = "Row " + index + " " + word;
  return row;
}));
document.querySelector("#search").addEventListener("input", (event) => draw(event.target.value));
draw("");
</script>`;
