# The module and the action on NixOS itself: staging and production in virtual machines, and a runner that deploys to them.
#   nix build --file nix/vm-test.nix --print-build-logs
# Needs nixpkgs (`<nixpkgs>`) and KVM; CI runs it on GitHub. The systems come from a binary cache, so that nothing is evaluated inside.
{ pkgs ? import <nixpkgs> { } }:
let
  keys = pkgs.runCommand "keys" { nativeBuildInputs = [ pkgs.openssh ]; } ''
    mkdir $out
    for name in deploy stage activate watch host; do ssh-keygen -q -t ed25519 -N "" -C $name -f $out/$name; done
  '';
  publicKey = name: builtins.readFile "${keys}/${name}.pub";

  # What answers over HTTP is then the version that was deployed.
  web = { version, status ? 200 }: { pkgs, ... }: {
    systemd.services.web = {
      wantedBy = [ "multi-user.target" ];
      serviceConfig.ExecStart = "${pkgs.python3}/bin/python3 ${pkgs.writeText "web-${version}.py" ''
        import http.server
        class Handler(http.server.BaseHTTPRequestHandler):
            def do_GET(self):
                self.send_response(${toString status})
                self.send_header("X-Version", "${version}")
                self.end_headers()
        http.server.HTTPServer(("", 8080), Handler).serve_forever()
      ''}";
    };
  };

  machine = name: keysOfMachine: { lib, ... }: {
    imports = [ ./module.nix (web { version = "v1"; }) ];
    networking.hostName = name;
    networking.firewall.allowedTCPPorts = [ 22 8080 ];
    virtualisation = { useBootLoader = true; useEFIBoot = true; memorySize = 1024; diskSize = 4096; fileSystems."/".autoResize = true; };
    boot.growPartition = true;
    boot.loader = { systemd-boot.enable = true; efi.canTouchEfiVariables = false; timeout = 0; };
    system.switch.enable = true;
    services.openssh = {
      enable = true;
      hostKeys = [ { type = "ed25519"; path = "/etc/ssh/host"; } ];
    };
    environment.etc."ssh/host" = { source = "${keys}/host"; mode = "0600"; };
    services.nix-flake-deploy = {
      enable = true;
      configuration = name;
      keys = lib.mapAttrs (role: _: { inherit role; key = lib.trim (publicKey role); }) (lib.genAttrs keysOfMachine lib.id);
      checks.web = "curl -fsS http://localhost:8080/ >/dev/null";
      bootTimeout = 60;
    };
    specialisation = {
      v2.configuration.systemd.services.web = lib.mkForce (web { version = "v2"; } { inherit pkgs; }).systemd.services.web;
      sick.configuration.systemd.services.web = lib.mkForce (web { version = "sick"; status = 500; } { inherit pkgs; }).systemd.services.web;
    };
  };
in
pkgs.testers.runNixOSTest {
  name = "nix-flake-deploy";

  nodes = {
    staging = machine "staging" [ "deploy" "watch" ];
    production = machine "production" [ "stage" "activate" ];
    runner = { pkgs, ... }: {
      environment.systemPackages = [ pkgs.nodejs_24 pkgs.openssh pkgs.curl ];
      virtualisation.memorySize = 2048;
    };
  };

  testScript = { nodes, ... }:
    let
      systemOf = node: specialisation: nodes.${node}.specialisation.${specialisation}.configuration.system.build.toplevel;
      cacheOf = specialisation: pkgs.mkBinaryCache { rootPaths = map (node: systemOf node specialisation) [ "staging" "production" ]; };
    in
    ''
      import json

      KEYS = {name: open(f"${keys}/{name}").read() for name in ["deploy", "stage", "activate", "watch"]}
      HOST_KEY = open("${keys}/host.pub").read().split()
      KNOWN_HOSTS = "".join(f"{name} {HOST_KEY[0]} {HOST_KEY[1]}\n" for name in ["staging", "production"])

      def act(**inputs):
          inputs = {"known-hosts": KNOWN_HOSTS, "activation-timeout": "2m", "confirm-timeout": "30s", **inputs}
          environment = " ".join(
              f"'INPUT_{name.upper()}={value}'" for name, value in inputs.items()
          )
          runner.succeed("rm -rf /tmp/run && mkdir -p /tmp/run/temp /tmp/run/work && touch /tmp/run/output /tmp/run/summary /tmp/run/state")
          code, out = runner.execute(
              "cd /tmp/run/work && env GITHUB_OUTPUT=/tmp/run/output GITHUB_STEP_SUMMARY=/tmp/run/summary GITHUB_STATE=/tmp/run/state "
              f"RUNNER_TEMP=/tmp/run/temp GITHUB_WORKSPACE=/tmp/run/work GITHUB_ACTOR=vm {environment} node ${../dist}/index.js"
          )
          runner.log(out)
          return code, out

      def keys(**names):
          return json.dumps({target: KEYS[name] for target, name in names.items()})

      STAGING = "deploy@staging"
      PRODUCTION = "deploy@production"
      CHECK = '{"check": "web", "timeout": "5s"}'

      start_all()
      for machine in [staging, production]:
          machine.wait_for_unit("sshd.service")
          machine.wait_for_unit("web.service")
      first = {m.name: m.succeed("readlink -f /run/current-system").strip() for m in [staging, production]}

      with subtest("staging is activated and proven, production only has it"):
          code, out = act(
              command="deploy", archive="${cacheOf "v2"}", revision="v2", **{
                  "targets": json.dumps({"staging": {"host": STAGING}, "production": {"host": PRODUCTION, "activate": "none"}}),
                  "health-check": CHECK,
                  "ssh-private-key": keys(staging="deploy", production="stage"),
              }
          )
          assert code == 0, out
          assert staging.succeed("readlink -f /run/current-system").strip() == "${systemOf "staging" "v2"}"
          assert production.succeed("readlink -f /run/current-system").strip() == first["production"]
          assert production.succeed("readlink /srv/revisions/v2").strip() == "${systemOf "production" "v2"}"

      with subtest("the key that stages cannot promote; the other one can"):
          promote = {"command": "promote", "revision": "v2", "targets": json.dumps({"production": PRODUCTION}), "health-check": CHECK}
          code, out = act(**promote, **{"ssh-private-key": keys(production="stage")})
          assert code == 1 and "role" in out, out
          code, out = act(
              **promote, **{
                  "ssh-private-key": keys(production="activate", staging="watch"),
                  "require-healthy-on": json.dumps({"staging": STAGING}),
              }
          )
          assert code == 0, out
          assert production.succeed("readlink -f /run/current-system").strip() == "${systemOf "production" "v2"}"
          production.succeed("journalctl NIX_FLAKE_DEPLOY_KEY=activate NIX_FLAKE_DEPLOY_EVENT=confirmed | grep v2")

      with subtest("a sick system goes back"):
          code, out = act(
              command="deploy", archive="${cacheOf "sick"}", revision="sick",
              targets=json.dumps({"staging": STAGING}), **{"health-check": CHECK, "ssh-private-key": keys(staging="deploy")},
          )
          assert code == 1 and "rolled back" in out, out
          assert staging.succeed("readlink -f /run/current-system").strip() == "${systemOf "staging" "v2"}"

      with subtest("what is confirmed survives a power cut"):
          production.succeed("sync")
          production.crash()
          production.start()
          production.wait_for_unit("web.service")
          assert production.succeed("readlink -f /run/current-system").strip() == "${systemOf "production" "v2"}"

      with subtest("what `activate: boot` has put there is proven after its reboot, or goes back"):
          code, out = act(
              command="deploy", archive="${cacheOf "sick"}", revision="sick",
              targets=json.dumps({"staging": {"host": STAGING, "activate": "boot"}}), **{"ssh-private-key": keys(staging="deploy")},
          )
          assert code == 0, out
          staging.shutdown()
          staging.start()
          staging.wait_for_unit("nix-flake-deploy-guard.service")
          assert staging.succeed("readlink -f /run/current-system").strip() == "${systemOf "staging" "sick"}"
          # The machine of a test does not come back from a reboot by itself.
          staging.wait_for_shutdown()
          staging.start()
          staging.wait_for_unit("web.service")
          assert staging.succeed("readlink -f /run/current-system").strip() == "${systemOf "staging" "v2"}"
    '';
}
