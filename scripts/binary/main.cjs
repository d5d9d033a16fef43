// The main script of a single-file binary: the bundles of the npm package lie in it as assets, and load each other from there.
const { basename, dirname } = require('node:path');
const { getAsset } = require('node:sea');
const vm = require('node:vm');

const folder = dirname(process.execPath);

function load(name) {
  const module = { exports: {} };
  const source = getAsset(name, 'utf8').replace(/^#!.*/, '');
  const wanted = (id) => (/^[./\\]|^\w:\\/.test(id) ? load(basename(id)) : require(id));
  const run = vm.compileFunction(source, ['exports', 'require', 'module', '__filename', '__dirname'], { filename: name });
  run(module.exports, wanted, module, name, folder);
  return module.exports;
}

load('cli.js');
