// On paper: always light, and all of a view on one page; of the canvas only what is drawn gets printed.

const PAPER = { width: 1040, height: 712 }; // A4 landscape within its margins
const SMALLEST = 0.5; // below that letters cannot be read, and a table goes on over several pages
let themeBefore = null;

function beforePrint() {
  const { dataset } = document.documentElement;
  themeBefore ??= dataset.theme ?? '';
  Object.assign(dataset, { theme: 'light', paper: '' });
  readColours();
  if (byId('pane-graph').hidden || !board.scene) return fitPaper();
  document.body.style.width = `${PAPER.width}px`;
  sizeBoard(board.scene, 1);
  const room = PAPER.height - document.body.offsetHeight + byId('spacer').offsetHeight;
  if (!board.scene.free) show(sceneFor(fullWidth(room)));
  sizeBoard(board.scene, room);
}

/** A high scene is drawn wider, so that scaled down to the page it fills it. */
function fullWidth(room) {
  let width = PAPER.width;
  for (let turn = 0; turn < 3; turn++) width = Math.max(PAPER.width, (sceneFor(width).height * PAPER.width) / room);
  return width;
}

/** The largest zoom at which the sheet fits; a smaller one also leaves more room for each line. */
function fitPaper() {
  const { style } = document.body;
  for (let zoom = 1; zoom >= SMALLEST; zoom -= 0.04) {
    style.zoom = zoom;
    style.width = `${PAPER.width / zoom}px`;
    const { width, height } = byId('middle').querySelector('.pane:not([hidden])').firstElementChild?.firstElementChild?.getBoundingClientRect() ?? { width: 0, height: 0 };
    if (document.body.getBoundingClientRect().height <= PAPER.height && width <= PAPER.width && height <= PAPER.height) return;
  }
}

function sizeBoard(scene, room) {
  const scale = Math.min(1, PAPER.width / scene.width, room / scene.height);
  const [width, height] = [scene.width * scale, scene.height * scale].map((pixels) => `${Math.ceil(pixels)}px`);
  Object.assign(byId('network').style, { width, height });
  Object.assign(byId('spacer').style, { width, height });
  board.net.setSize(width, height);
  board.net.moveTo({ position: scene.middle ?? { x: scene.width / 2, y: scene.height / 2 }, scale, animation: false });
  board.net.redraw();
}

function afterPrint() {
  const { dataset } = document.documentElement;
  if (themeBefore) dataset.theme = themeBefore;
  else delete dataset.theme;
  delete dataset.paper;
  themeBefore = null;
  for (const name of ['zoom', 'width']) document.body.style[name] = '';
  readColours();
  byId('network').style.width = '';
  board.net.setSize('100%', '100%');
  drawView();
}
