export const id = 443;
export const ids = [443];
export const modules = {

/***/ 1443:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  targetsOfFlake: () => (/* binding */ targetsOfFlake)
});

// EXTERNAL MODULE: ./nix/find.js
var find = __webpack_require__(6534);
;// CONCATENATED MODULE: ./nix/flake-targets.js
async function readFlakeTargets(_nix, _reference) {
    throw new Error('to come');
}

// EXTERNAL MODULE: ./settings/target-sources.js
var target_sources = __webpack_require__(6733);
// EXTERNAL MODULE: ./commands/build.js + 1 modules
var build = __webpack_require__(262);
;// CONCATENATED MODULE: ./commands/flake-targets.js




/** Asks the flake for the targets that it tells, as deploy-rs, colmena or nixinate know them. What has no counterpart here is said in a notice. */
async function targetsOfFlake(run, { flake, nixOptions }) {
    const { emit } = run;
    return (0,build.phase)(emit, 'read-flake', `read the targets of the flake ${flake}`, async () => {
        const found = await (0,find/* findNix */.r)((0,build.nixSettings)({ ...run, settings: { nixOptions } }));
        const [, { source, targets, notices }] = await (0,find/* whileAsked */.Y)(found, (nix) => readFlakeTargets(nix, flake));
        emit({ type: 'note', text: `targets of the flake, from ${source}: ${Object.keys(targets).join(', ')}` });
        for (const text of notices)
            emit({ type: 'notice', level: 'notice', text });
        return (0,target_sources/* sourceFromFlake */.x)('targets', source, targets);
    });
}


/***/ })

};
