// On paper: always light, and the canvas as large as its scene, for only what is drawn gets printed.

const PAPER = { width: 1040, height: 600 }; // A4 landscape within its margins, below the heading
let themeBefore = null;

function beforePrint() {
  themeBefore = document.documentElement.dataset.theme ?? '';
  document.documentElement.dataset.theme = 'light';
  readColours();
  if (byId('pane-graph').hidden || !board.scene) return;
  if (!board.scene.free) show(sceneFor(PAPER.width));
  sizeBoard(board.scene);
}

function sizeBoard(scene) {
  const scale = Math.min(1, PAPER.width / scene.width, PAPER.height / scene.height);
  const [width, height] = [scene.width * scale, scene.height * scale].map((pixels) => `${Math.ceil(pixels)}px`);
  Object.assign(byId('network').style, { width, height });
  Object.assign(byId('spacer').style, { width, height });
  board.net.setSize(width, height);
  board.net.moveTo({ position: scene.middle ?? { x: scene.width / 2, y: scene.height / 2 }, scale, animation: false });
  board.net.redraw();
}

function afterPrint() {
  if (themeBefore) document.documentElement.dataset.theme = themeBefore;
  else delete document.documentElement.dataset.theme;
  readColours();
  byId('network').style.width = '';
  board.net.setSize('100%', '100%');
  drawView();
}
