# The manifest in lines of plain words, as Nix reads JSON. Line ends and backslashes in what people wrote are escaped.
# Changes on the host: nothing; Nix evaluates it without a store.
let
  inherit (builtins) attrNames attrValues ceil concatStringsSep elem elemAt filter foldl' genericClosure getEnv hasAttr head length map match replaceStrings toString;
  manifest = builtins.fromJSON (builtins.readFile (getEnv "INSTALL_MANIFEST"));
  list = concatStringsSep ", ";
  escape = replaceStrings [ "\\" "\n" "\r" ] [ "\\\\" "\\n" "" ];
  # Our own words are told from Nix's.
  refuse = text: throw ("install: " + text);
  when = condition: lines: if condition then lines else [ ];

  storePath = path: if match "/nix/store/[0-9a-z]{32}-[A-Za-z0-9.+_?=-]+" path != null then path else refuse "'${path}' in manifest.json is no store path";
  info = path: manifest.paths.${storePath path} or (refuse "manifest.json does not have ${path}, which others need");
  closure = roots: map ({ key }: key) (genericClosure {
    startSet = map (key: { inherit key; }) roots;
    operator = { key }: map (key: { inherit key; }) (info key).references;
  });
  kinds = configuration: map (payload: payload.kind) configuration.payloads;

  configurationLine = name:
    let configuration = manifest.configurations.${name}; in
    concatStringsSep "\t" [
      (escape name)
      (configuration.system or "any")
      (list (kinds configuration))
      (toString (foldl' (sum: path: sum + (info path).narBytes) 0 (closure (head configuration.payloads).roots)))
    ];
  pathLine = path:
    let it = info path; in
    concatStringsSep " " ([ "path" path (if it.expected or false then "expected" else "inside") it.narHash (toString it.narBytes) ] ++ it.references);

  name = getEnv "INSTALL_NAME";
  configuration = manifest.configurations.${name} or (refuse "there is no configuration '${name}' in this archive; there are: ${list (attrNames manifest.configurations)}");
  wanted = getEnv "INSTALL_PAYLOAD";
  fitting = filter (kind: elem kind (kinds configuration)) (if wanted == "" then [ "closure" "derivation" "source" ] else [ wanted ]);
  payload =
    if fitting == [ ] then refuse "this archive has no '${wanted}' of ${name}; it has: ${list (kinds configuration)}"
    else head (filter ({ kind, ... }: kind == head fitting) configuration.payloads);

  values = rec {
    revision = if getEnv "INSTALL_REVISION" != "" then getEnv "INSTALL_REVISION" else manifest.revision;
    target = if getEnv "INSTALL_TARGET" != "" then getEnv "INSTALL_TARGET" else name;
    host = getEnv "INSTALL_HOST";
    urlHost = if match ".*:.*:.*" host == null then host else "[${host}]";
  };
  # `${host}` is the shell's own.
  fill = write: host: replaceStrings
    [ "\${revision}" "\${target}" "\${host}" "{revision}" "{target}" "{host}" ]
    [ "\${revision}" "\${target}" "\${host}" (write values.revision) (write values.target) (write host) ];
  fillText = fill (value: value) values.host;
  fillUrl = fill (replaceStrings [ "+" ] [ "%2B" ]) values.urlHost;
  fillRegex = fill (replaceStrings [ "." "+" ] [ "\\." "\\+" ]) values.host;
  # The agent knows the rest of what curl is told.
  curl = { url, timeoutSeconds, ... }:
    "url = \"${replaceStrings [ "\\" "\"" ] [ "\\\\" "\\\"" ] (fillUrl url)}\"\nmax-time = ${toString timeoutSeconds}\n";
  checkLines = check:
    [
      "check ${escape (if check.kind == "http" then fillUrl check.url else if check.kind == "command" then "command ${fillText check.command}" else check.check)}"
      "kind ${check.kind}"
      "data ${escape (if check.kind == "http" then curl check else if check.kind == "command" then fillText check.command else check.check)}"
      "timeout ${toString (ceil check.timeoutSeconds)}"
      "interval ${toString check.intervalSeconds}"
      "for ${toString (ceil check.forSeconds)}"
      "status ${toString (check.expectStatus or [ ])}"
    ]
    ++ map ({ name, value }: "header ${name}: ${fillText value}") (check.expectHeaders or [ ])
    ++ when (check ? expectBody) [ "body-${check.expectBody.kind} ${escape ((if check.expectBody.kind == "regex" then fillRegex else fillText) check.expectBody.value)}" ]
    ++ [ "ask" ];

  lines = {
    list = [ manifest.revision ] ++ map configurationLine (attrNames manifest.configurations);
    verify = map pathLine (attrNames manifest.paths);
    plan = [
      "revision ${values.revision}"
      "target ${values.target}"
      "signer ${manifest.signer or ""}"
      "system ${configuration.system or ""}"
      "payload ${payload.kind}"
      "roots ${toString payload.roots}"
      "toplevel ${payload.toplevel or ""}"
      "installable ${payload.installable or ""}"
      "statement ${if payload.kind == "closure" then configuration.statement.text or "" else ""}"
      "signature ${if payload.kind == "closure" then configuration.statement.signature or "" else ""}"
    ] ++ map (path: "closure ${path}") (closure payload.roots) ++ lines.verify ++ builtins.concatMap checkLines configuration.healthChecks;
  };
in
if manifest.schema or 0 != 1 then refuse "manifest.json has schema ${toString (manifest.schema or "unknown")}, and this script knows 1: use the install script that came with it"
else concatStringsSep "\n" lines.${getEnv "INSTALL_TELL"} + "\n"
