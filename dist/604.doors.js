export const id = 604;
export const ids = [604];
export const modules = {

/***/ 8223:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

__webpack_require__.r(__webpack_exports__);
/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   verify: () => (/* binding */ verify)
/* harmony export */ });
/* harmony import */ var _rollout_fleet_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(640);

/** `verify`: holds what runs on each host, to the last byte, against the statement that was signed of it. Changes nothing. */
async function verify(run) {
    return (0,_rollout_fleet_js__WEBPACK_IMPORTED_MODULE_0__/* .withFleet */ .xd)(run, async ({ targets }) => {
        const results = await targets.each(async (rollout) => {
            await rollout.connect();
            return rollout.phase('verify', () => verifyOne(rollout));
        });
        return { results };
    });
}
/** What is wrong with a path, in words. */
const wrong = { differs: 'is not what was signed', missing: 'is not there', unsigned: 'was not signed' };
async function verifyOne(rollout) {
    const { host, context } = rollout;
    const answer = await rollout.persist(() => host.call({ verb: 'verify' }, { signal: context.signal }), 20);
    const wordsOf = (keyword) => answer.find((line) => line.keyword === keyword)?.rest.split(' ') ?? [];
    const [revision = '', signer = '', time = ''] = wordsOf('signed');
    const odd = answer.filter(({ keyword }) => Object.hasOwn(wrong, keyword));
    for (const line of odd)
        rollout.note(inWords(line));
    const known = { revision, seconds: rollout.seconds };
    const signed = `what ${signer} signed at ${time}`;
    if (odd.length > 0) {
        const some = odd.slice(0, 3).map(inWords).join('; ');
        return { ...known, state: 'failed', reason: `what runs is not ${signed}: ${some}${odd.length > 3 ? `; and ${odd.length - 3} more, see the log` : ''}` };
    }
    if (wordsOf('boots')[0] !== 'yes')
        return { ...known, state: 'failed', reason: `what runs is ${signed}, but another system boots next` };
    return { ...known, state: 'unchanged', reason: `what runs is ${signed}, in all ${wordsOf('verified')[0] ?? ''} store paths` };
}
function inWords({ keyword, rest }) {
    return `${rest} ${wrong[keyword] ?? ''}`;
}


/***/ })

};
