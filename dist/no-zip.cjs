// Stands for archiver and unzip-stream, which are not in this bundle; see scripts/bundle.ts.
const refuse = () => {
  throw new Error('nix-flake-deploy neither zips nor unzips artifacts: this is a mistake in it, please report it')
}
exports.create = refuse
exports.Extract = refuse
