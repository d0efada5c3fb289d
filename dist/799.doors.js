export const id = 799;
export const ids = [799];
export const modules = {

/***/ 2799:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   loadFlakeKeys: () => (/* binding */ loadFlakeKeys)
/* harmony export */ });
/* unused harmony export repositoryIn */
/* harmony import */ var node_fs_promises__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(1455);
/* harmony import */ var node_path__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(6760);
/* harmony import */ var _host_private_key_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(9237);
/* harmony import */ var _parse_input_error_js__WEBPACK_IMPORTED_MODULE_4__ = __webpack_require__(5918);
/* harmony import */ var _runner_process_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(4291);





/**
 * Host keys of forges, as they publish them:
 * https://docs.github.com/authentication/keeping-your-account-and-data-secure/githubs-ssh-key-fingerprints,
 * https://docs.gitlab.com/user/gitlab_com/#ssh-known_hosts-entries, https://docs.codeberg.org/security/ssh-fingerprint/,
 * https://man.sr.ht/git.sr.ht/#ssh-host-keys.
 */
const forges = `github.com,[ssh.github.com]:443 ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIOMqqnkVzrm0SdG6UOoqKLsabgH5C9okWi0dh2l9GKJl
gitlab.com,[altssh.gitlab.com]:443 ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIAfuCHKVTjquxvt6CM6tdG4SLp1Btn/nOeHHE5UOzRdf
codeberg.org ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIIVIC02vnjFyL+I4RHfvIGNtOgJMe769VTF1VR4EB3ZB
git.sr.ht ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIMZvRd4EtM7R+IHVMWmDkVU3VLQTSwQDSAvW0t2Tkj60
`;
/**
 * Starts an ssh-agent of its own with the keys, which get there by standard input and are in no file. Gives the environment in which Nix's git
 * asks it. The directory is made; its path has plain characters only, and post ends whatever has it in its arguments. `atEnd` gets what
 * ends the agent. Throws an InputError for what is no key.
 */
async function loadFlakeKeys({ privateKeys, knownHosts }, directory, atEnd) {
    await (0,node_fs_promises__WEBPACK_IMPORTED_MODULE_0__.mkdir)(directory, { mode: 0o700 });
    const socket = (0,node_path__WEBPACK_IMPORTED_MODULE_1__.join)(directory, 'agent');
    // In the foreground: a child of ours, whose arguments tell post whose it is.
    const agent = (0,_runner_process_js__WEBPACK_IMPORTED_MODULE_3__/* .start */ .ni)('ssh-agent', ['-D', '-a', socket]);
    atEnd.push(async () => {
        agent.stop();
        await agent.exited.catch(() => undefined);
        await (0,node_fs_promises__WEBPACK_IMPORTED_MODULE_0__.rm)(directory, { recursive: true, force: true, maxRetries: 3 });
    });
    // It tells where it is once it listens.
    const { done } = await agent.lines[Symbol.asyncIterator]().next();
    if (done === true) {
        const { code, stderrTail } = await agent.exited;
        throw new Error(`ssh-agent could not be started for flake-ssh-private-key (exit code ${code}): ${stderrTail.trim()}`);
    }
    for (const [index, key] of privateKeys.entries())
        await add(socket, key, privateKeys.length === 1 ? '' : `, key ${index + 1}`);
    const { stdout } = await (0,_runner_process_js__WEBPACK_IMPORTED_MODULE_3__/* .run */ .eF)('ssh-add', ['-L'], { env: { SSH_AUTH_SOCK: socket }, mustSucceed: 'ssh-add -L' });
    const publicKeys = stdout.split('\n').filter((line) => line !== '');
    await (0,node_fs_promises__WEBPACK_IMPORTED_MODULE_0__.writeFile)((0,node_path__WEBPACK_IMPORTED_MODULE_1__.join)(directory, 'known_hosts'), `${forges}${knownHosts.replaceAll('\r', '')}\n`, { mode: 0o600 });
    await (0,node_fs_promises__WEBPACK_IMPORTED_MODULE_0__.writeFile)((0,node_path__WEBPACK_IMPORTED_MODULE_1__.join)(directory, 'config'), sshConfig(directory), { mode: 0o600 });
    await Promise.all(publicKeys.map((line, index) => (0,node_fs_promises__WEBPACK_IMPORTED_MODULE_0__.writeFile)(publicKeyFile(directory, index), `${line}\n`, { mode: 0o600 })));
    await (0,node_fs_promises__WEBPACK_IMPORTED_MODULE_0__.writeFile)((0,node_path__WEBPACK_IMPORTED_MODULE_1__.join)(directory, 'ssh'), sshScript(directory, publicKeys), { mode: 0o600 });
    return { GIT_SSH_COMMAND: `sh ${(0,node_path__WEBPACK_IMPORTED_MODULE_1__.join)(directory, 'ssh')}`, GIT_SSH_VARIANT: 'ssh' };
}
async function add(socket, key, which) {
    const { code, stderrTail } = await (0,_runner_process_js__WEBPACK_IMPORTED_MODULE_3__/* .run */ .eF)('ssh-add', ['-q', '-'], { input: key, env: { SSH_AUTH_SOCK: socket, SSH_ASKPASS_REQUIRE: 'never' } });
    if (code === 0)
        return;
    if (hasPassphrase(key))
        throw new _parse_input_error_js__WEBPACK_IMPORTED_MODULE_4__/* .InputError */ .dz(`flake-ssh-private-key${which}: the key has a passphrase, which nobody can type here; make one without: ssh-keygen -t ed25519 -N "" -f flake-key`);
    const said = stderrTail.trim().replaceAll('\n', '; ');
    throw new _parse_input_error_js__WEBPACK_IMPORTED_MODULE_4__/* .InputError */ .dz(`flake-ssh-private-key${which}: ${(0,_host_private_key_js__WEBPACK_IMPORTED_MODULE_2__/* .whatItIs */ .Gl)(key).replaceAll('ssh-private-key', 'flake-ssh-private-key')}${said === '' ? '' : ` (ssh-add: ${said})`}`);
}
/** Of PEM, a header says so; in OpenSSH's own format the name of what makes a key of the passphrase stands near the beginning. */
function hasPassphrase(key) {
    return /ENCRYPTED/.test(key) || Buffer.from(key.replaceAll(/-----[^-]*-----/g, ''), 'base64').includes('bcrypt');
}
/** Nothing of this is the user's own: no other key is offered, and no other host is known. */
function sshConfig(directory) {
    return `Host *
  IdentityAgent ${(0,node_path__WEBPACK_IMPORTED_MODULE_1__.join)(directory, 'agent')}
  IdentityFile none
  UserKnownHostsFile ${(0,node_path__WEBPACK_IMPORTED_MODULE_1__.join)(directory, 'known_hosts')}
  GlobalKnownHostsFile none
  StrictHostKeyChecking yes
  UpdateHostKeys no
  BatchMode yes
  PreferredAuthentications publickey
  ConnectTimeout 30
`;
}
function publicKeyFile(directory, index) {
    return (0,node_path__WEBPACK_IMPORTED_MODULE_1__.join)(directory, `key-${index}.pub`);
}
/**
 * ssh for git. A forge takes the first key that it knows, and then shows the repositories of that key alone: where the comment of a key names a
 * repository, that is fetched with it, and with no other.
 */
function sshScript(directory, publicKeys) {
    const cases = publicKeys.flatMap((line, index) => {
        const repository = repositoryIn(line.split(' ').slice(2).join(' '));
        if (repository === undefined)
            return [];
        const { host, path } = repository;
        const calls = ['', '/'].flatMap((slash) => ['', '.git'].map((end) => `*"${host} git-upload-pack '${slash}${path}${end}'"`));
        return [`  ${calls.join(' | ')}) set -- -o IdentitiesOnly=yes -i ${publicKeyFile(directory, index)} "$@" ;;`];
    });
    // A key of one repository would be taken by a forge for all others, too, and show none of them.
    const ofAny = publicKeys.flatMap((line, index) => repositoryIn(line.split(' ').slice(2).join(' ')) === undefined ? [`-i ${publicKeyFile(directory, index)}`] : []);
    const others = ofAny.length === 0 ? [] : [`  *) set -- -o IdentitiesOnly=yes ${ofAny.join(' ')} "$@" ;;`];
    const choice = cases.length === 0 ? [] : ['case "$*" in', ...cases, ...others, 'esac'];
    return [...choice, `exec ssh -F ${(0,node_path__WEBPACK_IMPORTED_MODULE_1__.join)(directory, 'config')} "$@"`, ''].join('\n');
}
/** The repository that a key's comment names: `git@github.com:owner/name.git`, `https://github.com/owner/name`, or `github.com/owner/name`. */
function repositoryIn(comment) {
    const [, host, path] = /(?:^|[\s/@])([A-Za-z0-9-]+(?:\.[A-Za-z0-9-]+)+)(?::\d+\/|[:/])\/?([A-Za-z0-9._~-]+(?:\/[A-Za-z0-9._~-]+)+)\/?(?:\s|$)/.exec(comment) ?? [];
    return host === undefined || path === undefined ? undefined : { host: host.toLowerCase(), path: path.replace(/\.git$/, '') };
}


/***/ })

};
