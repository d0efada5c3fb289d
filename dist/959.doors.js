export const id = 959;
export const ids = [959];
export const modules = {

/***/ 8340:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

__webpack_require__.r(__webpack_exports__);
/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   downloadArtifact: () => (/* binding */ downloadArtifact),
/* harmony export */   needArtifacts: () => (/* binding */ needArtifacts),
/* harmony export */   uploadArtifact: () => (/* binding */ uploadArtifact)
/* harmony export */ });
/* harmony import */ var node_fs_promises__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(1455);
/* harmony import */ var node_path__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(6760);
/* harmony import */ var _actions_core__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(7737);
/* harmony import */ var _parse_error_words_js__WEBPACK_IMPORTED_MODULE_7__ = __webpack_require__(4891);
/* harmony import */ var _parse_input_error_js__WEBPACK_IMPORTED_MODULE_5__ = __webpack_require__(5918);
/* harmony import */ var _runner_environment_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(5493);
/* harmony import */ var _runner_units_js__WEBPACK_IMPORTED_MODULE_6__ = __webpack_require__(5883);
/* harmony import */ var _store_results_service_js__WEBPACK_IMPORTED_MODULE_4__ = __webpack_require__(6327);








/** How often a name that is taken is tried with another number, and how often a file is sent. */
const MOST_NAMES = 20;
const MOST_UPLOADS = 3;
/** Throws where this run can upload no artifact at all. What else is wrong is told by the upload. */
async function needArtifacts() {
    const none = await (0,_store_results_service_js__WEBPACK_IMPORTED_MODULE_4__/* .whyNone */ .V)('artifacts');
    if (none !== undefined)
        throw noUpload(new Error(none));
    try {
        await withClient('asking whether there are artifacts here', (client) => client.listArtifacts());
    }
    catch (error) {
        if (hasNoArtifacts(error))
            throw noUpload(error);
    }
}
/**
 * Uploads one file as it is, not zipped, as an artifact of this run. Names are unique in a run for ever: one that is taken,
 * or that an upload which broke off has burned, is tried again as `name-2`, `name-3`, …. A retention that is longer than the
 * repository allows is cut by the library, with a warning.
 */
async function uploadArtifact({ name, file, directory: parent, retentionDays }) {
    // A single file's artifact is named after the file, whatever name the library is given; and it reads through links.
    const directory = await (0,node_fs_promises__WEBPACK_IMPORTED_MODULE_0__.mkdtemp)((0,node_path__WEBPACK_IMPORTED_MODULE_1__.join)(parent, 'upload-'));
    try {
        let uploads = 0;
        for (let number = 1;; number++) {
            const attempt = numbered(name, number);
            const link = (0,node_path__WEBPACK_IMPORTED_MODULE_1__.join)(directory, attempt);
            await (0,node_fs_promises__WEBPACK_IMPORTED_MODULE_0__.symlink)((0,node_path__WEBPACK_IMPORTED_MODULE_1__.resolve)(file), link);
            try {
                // In the group of the phase, for groups do not nest.
                _actions_core__WEBPACK_IMPORTED_MODULE_2__.info(`uploading the artifact ${(0,_parse_input_error_js__WEBPACK_IMPORTED_MODULE_5__/* .quote */ .hD)(attempt)}`);
                const { DefaultArtifactClient } = await Promise.all(/* import() */[__webpack_require__.e(884), __webpack_require__.e(361), __webpack_require__.e(953)]).then(__webpack_require__.bind(__webpack_require__, 9953));
                const options = { skipArchive: true, ...(retentionDays !== undefined && { retentionDays }) };
                const { id, digest } = await new DefaultArtifactClient().uploadArtifact(attempt, [link], directory, options);
                if (id === undefined)
                    throw new Error('the artifact service gave no id');
                return { name: attempt, id, url: artifactUrl(id), digest: digest === undefined ? undefined : `sha256:${digest}` };
            }
            catch (error) {
                const refusal = whyRefused(error);
                if (refusal === 'broken-off')
                    uploads++;
                if (refusal === 'final' || number === MOST_NAMES || uploads === MOST_UPLOADS)
                    throw uploadFailure(attempt, error);
                _actions_core__WEBPACK_IMPORTED_MODULE_2__.info(`The name ${(0,_parse_input_error_js__WEBPACK_IMPORTED_MODULE_5__/* .quote */ .hD)(attempt)} is ${refusal === 'taken' ? 'taken in this run' : 'burned by an upload that broke off'}; trying ${(0,_parse_input_error_js__WEBPACK_IMPORTED_MODULE_5__/* .quote */ .hD)(numbered(name, number + 1))}.`);
            }
        }
    }
    finally {
        await (0,node_fs_promises__WEBPACK_IMPORTED_MODULE_0__.rm)(directory, { recursive: true, force: true });
    }
}
/**
 * Downloads an artifact, unzipping nothing, and gives the path of its one file. Errors: no such artifact (with those that
 * are there), no permission, a digest that is not the one that the upload had.
 */
async function downloadArtifact({ name, runId, token, repository, directory }) {
    const findBy = runId === undefined ? undefined : otherRun(runId, token, repository);
    const from = runId === undefined ? 'this run' : `run ${runId}`;
    const none = runId === undefined ? await (0,_store_results_service_js__WEBPACK_IMPORTED_MODULE_4__/* .whyNone */ .V)('artifacts') : undefined;
    if (none !== undefined)
        throw noDownload(new Error(none));
    await (0,node_fs_promises__WEBPACK_IMPORTED_MODULE_0__.mkdir)(directory, { recursive: true });
    const path = await (0,node_fs_promises__WEBPACK_IMPORTED_MODULE_0__.mkdtemp)((0,node_path__WEBPACK_IMPORTED_MODULE_1__.join)(directory, 'artifact-'));
    try {
        const digestMismatch = await withClient(`downloading the artifact ${(0,_parse_input_error_js__WEBPACK_IMPORTED_MODULE_5__/* .quote */ .hD)(name)} of ${from}`, async (client) => {
            const { artifacts } = await client.listArtifacts({ latest: true, ...(findBy && { findBy }) });
            const { id, size, digest: expectedHash } = find(artifacts, name, from);
            // The library would try it five times, and not say why it failed.
            const { bavail, bsize } = await (0,node_fs_promises__WEBPACK_IMPORTED_MODULE_0__.statfs)(path);
            if (size > bavail * bsize)
                throw new Error(`the artifact ${(0,_parse_input_error_js__WEBPACK_IMPORTED_MODULE_5__/* .quote */ .hD)(name)} of ${from} has ${(0,_runner_units_js__WEBPACK_IMPORTED_MODULE_6__/* .humanBytes */ .p6)(size)}, and the disk of ${path} has ${(0,_runner_units_js__WEBPACK_IMPORTED_MODULE_6__/* .humanBytes */ .p6)(bavail * bsize)} left; make room before this step, or take a bigger runner`);
            const options = { path, skipDecompress: true, ...(expectedHash !== undefined && { expectedHash }), ...(findBy && { findBy }) };
            return (await client.downloadArtifact(id, options)).digestMismatch;
        });
        // The library tells of a mismatch, and goes on.
        if (digestMismatch !== false)
            throw new Error(`the artifact ${(0,_parse_input_error_js__WEBPACK_IMPORTED_MODULE_5__/* .quote */ .hD)(name)} of ${from} is not what was uploaded: its SHA-256 is another one. Nothing was deployed; run this job again, and upload it anew if that does not help`);
        const [file, ...others] = await (0,node_fs_promises__WEBPACK_IMPORTED_MODULE_0__.readdir)(path);
        if (file === undefined || others.length > 0)
            throw new Error(`the artifact ${(0,_parse_input_error_js__WEBPACK_IMPORTED_MODULE_5__/* .quote */ .hD)(name)} of ${from} came as ${others.length + (file === undefined ? 0 : 1)} files where one was expected`);
        return { file: (0,node_path__WEBPACK_IMPORTED_MODULE_1__.join)(path, file) };
    }
    catch (error) {
        await (0,node_fs_promises__WEBPACK_IMPORTED_MODULE_0__.rm)(path, { recursive: true, force: true });
        throw downloadFailure(name, from, error);
    }
}
/** The library tells of each 8 MB on the log: it may, in a group that is folded. */
async function withClient(what, work) {
    const { DefaultArtifactClient } = await Promise.all(/* import() */[__webpack_require__.e(884), __webpack_require__.e(361), __webpack_require__.e(953)]).then(__webpack_require__.bind(__webpack_require__, 9953));
    return _actions_core__WEBPACK_IMPORTED_MODULE_2__.group(what, () => work(new DefaultArtifactClient()));
}
/** `site.tar` → `site-2.tar`. */
function numbered(name, number) {
    if (number === 1)
        return name;
    return name.endsWith('.tar') ? `${name.slice(0, -4)}-${number}.tar` : `${name}-${number}`;
}
function artifactUrl(id) {
    const page = (0,_runner_environment_js__WEBPACK_IMPORTED_MODULE_3__/* .readEnvironment */ .Qo)().runUrl?.replace(/\/attempts\/\d+$/, '');
    return page === undefined ? undefined : `${page}/artifacts/${id}`;
}
/**
 * The library's errors have no codes, so their texts tell (artifact-twirp-client.js in @actions/artifact). What failed after
 * the name was given away has burned it.
 */
function whyRefused(error) {
    // What this machine refuses, no other name mends.
    if (error.syscall !== undefined && !/^(?:connect|read|write|getaddrinfo)$/.test(error.syscall ?? ''))
        return 'final';
    const text = (0,_parse_error_words_js__WEBPACK_IMPORTED_MODULE_7__/* .wordsOfError */ .b)(error);
    if (/CreateArtifact: .*\(409\)/s.test(text))
        return 'taken';
    return /CreateArtifact|quota/i.test(text) || hasNoArtifacts(error) ? 'final' : 'broken-off';
}
function uploadFailure(name, cause) {
    if (hasNoArtifacts(cause))
        return noUpload(cause);
    return new Error(`the artifact ${(0,_parse_input_error_js__WEBPACK_IMPORTED_MODULE_5__/* .quote */ .hD)(name)} could not be uploaded: ${(0,_parse_error_words_js__WEBPACK_IMPORTED_MODULE_7__/* .wordsOfError */ .b)(cause)}; run this job again, or let the input archive-path say where the archive is written`, { cause });
}
function noUpload(cause) {
    return withoutArtifacts('let the input archive-path say where the archive is written, and carry it from there', cause);
}
function downloadFailure(name, from, cause) {
    if (hasNoArtifacts(cause))
        return noDownload(cause);
    const status = cause?.status;
    if (status === 401 || status === 403 || status === 404) {
        return new _parse_input_error_js__WEBPACK_IMPORTED_MODULE_5__/* .InputError */ .dz(`archive: GitHub refuses to show the artifacts of ${from} (${status}); check the run-id, and let the token that the input github-token has read them:\n  permissions:\n    actions: read`, { cause });
    }
    // What is ours already says it all.
    if (cause instanceof _parse_input_error_js__WEBPACK_IMPORTED_MODULE_5__/* .InputError */ .dz || (0,_parse_error_words_js__WEBPACK_IMPORTED_MODULE_7__/* .wordsOfError */ .b)(cause).startsWith('the artifact '))
        return cause;
    return new Error(`the artifact ${(0,_parse_input_error_js__WEBPACK_IMPORTED_MODULE_5__/* .quote */ .hD)(name)} of ${from} could not be downloaded: ${(0,_parse_error_words_js__WEBPACK_IMPORTED_MODULE_7__/* .wordsOfError */ .b)(cause)}`, { cause });
}
function noDownload(cause) {
    return withoutArtifacts("write the archive with archive-path in the job that makes it, carry it here, and give its path to the input 'archive'", cause);
}
/** GitHub Enterprise Server, and whatever else runs actions and has no artifact service of GitHub's newer kind. */
function hasNoArtifacts(error) {
    return error instanceof Error && (error.name === 'GHESNotSupportedError' || /ACTIONS_(RUNTIME_TOKEN|RESULTS_URL)/.test(error.message));
}
function withoutArtifacts(wayOut, cause) {
    return new Error(`there are no artifacts here that this action can use, which are those of github.com: ${(0,_parse_error_words_js__WEBPACK_IMPORTED_MODULE_7__/* .wordsOfError */ .b)(cause)}; ${wayOut}`, { cause });
}
function otherRun(runId, token, repository = (0,_runner_environment_js__WEBPACK_IMPORTED_MODULE_3__/* .readEnvironment */ .Qo)().repository) {
    if (token === undefined)
        throw new _parse_input_error_js__WEBPACK_IMPORTED_MODULE_5__/* .InputError */ .dz('github-token: the artifacts of another run are read with a token; give one with `permissions: actions: read`');
    const [repositoryOwner, repositoryName] = repository?.split('/') ?? [];
    if (repositoryOwner === undefined || repositoryName === undefined)
        throw new Error('GITHUB_REPOSITORY does not say whose runs these are');
    return { workflowRunId: runId, repositoryOwner, repositoryName, token };
}
function find(artifacts, name, from) {
    const found = artifacts.find((artifact) => artifact.name === name);
    if (found !== undefined)
        return found;
    const there = artifacts.length === 0
        ? 'it has none'
        : `it has ${artifacts
            .map((artifact) => (0,_parse_input_error_js__WEBPACK_IMPORTED_MODULE_5__/* .quote */ .hD)(artifact.name))
            .sort()
            .join(', ')}`;
    throw new _parse_input_error_js__WEBPACK_IMPORTED_MODULE_5__/* .InputError */ .dz(`archive: ${from} has no artifact ${(0,_parse_input_error_js__WEBPACK_IMPORTED_MODULE_5__/* .quote */ .hD)(name)}; ${there}. An artifact may have expired; that of another run is read with run-id`);
}


/***/ })

};
