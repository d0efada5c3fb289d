export const id = 141;
export const ids = [141];
export const modules = {

/***/ 2141:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

__webpack_require__.r(__webpack_exports__);
/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   keepComment: () => (/* binding */ keepComment)
/* harmony export */ });
/* harmony import */ var _actions_github__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(7361);
/* harmony import */ var _parse_error_words_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(4891);
/* harmony import */ var _report_diff_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(7417);



/** GitHub refuses a comment of more characters than 65,536. */
const MOST_CHARACTERS = 60_000;
/**
 * Keeps one comment on the pull request up to date: made once, and written over by each run. It is found by a marker that names the flake, so that
 * another flake of the repository has a comment of its own. Where that may not be, the run warns, and is as green as it was.
 */
async function keepComment(run, differences) {
    const { settings, environment, emit } = run;
    const { pullRequest, repository } = environment;
    const warn = (text) => emit({ type: 'notice', level: 'warning', text: `comment: ${text}; the job summary has it` });
    if (pullRequest === undefined || repository === undefined)
        return warn('this run is of no pull request, so there is nothing to comment on');
    if (pullRequest.isFork)
        return warn('the pull request comes from a fork, and GitHub gives its runs no right to write');
    if (settings.githubToken === undefined)
        return warn("there is no 'github-token'");
    const [owner = '', repo = ''] = repository.split('/');
    const marker = `<!-- nix-flake-deploy diff ${Buffer.from(settings.flake).toString('base64url')} -->`;
    const body = `${marker}\n### What would change\n\n${(0,_report_diff_js__WEBPACK_IMPORTED_MODULE_1__/* .diffPart */ .PS)(differences, MOST_CHARACTERS, settings.payloads[0] === 'closure')}${environment.runUrl === undefined ? '' : `\n\n[The run](${environment.runUrl})`}\n`;
    const { rest, paginate } = (0,_actions_github__WEBPACK_IMPORTED_MODULE_0__/* .getOctokit */ .Q)(settings.githubToken);
    const request = { request: { signal: AbortSignal.any([run.signal, AbortSignal.timeout(60_000)]) } };
    try {
        const comments = await paginate(rest.issues.listComments, { owner, repo, issue_number: pullRequest.number, per_page: 100, ...request });
        // Who quotes it begins with other characters.
        const ours = comments.find((comment) => comment.body?.startsWith(marker) === true);
        if (ours === undefined)
            await rest.issues.createComment({ owner, repo, issue_number: pullRequest.number, body, ...request });
        else if (ours.body !== body)
            await rest.issues.updateComment({ owner, repo, comment_id: ours.id, body, ...request });
    }
    catch (error) {
        run.signal.throwIfAborted();
        const isDenied = error.status === 403 || error.status === 404;
        warn(`GitHub did not take the comment: ${(0,_parse_error_words_js__WEBPACK_IMPORTED_MODULE_2__/* .wordsOfError */ .b)(error)}${isDenied ? '; give the job `permissions: pull-requests: write`' : ''}`);
    }
}


/***/ })

};
