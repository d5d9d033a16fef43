#!/usr/bin/env bash
# Follows README line by line as a newcomer would: a clone in a fresh folder, an empty home, and every command of every block, in their order.
# What a block shows behind `$ smtp-lens …` must be what is printed, to the letter. The last line is `N passed, N failed`.
#   server/test/readme.sh
set -uo pipefail
top=$(cd "$(dirname "$0")/../.." && pwd)
fresh=$(mktemp -d)
trap 'rm -rf "$fresh"' EXIT
passed=0
failed=0

# The clone has what git knows, changed or not; packages that are installed already are not fetched again.
mkdir "$fresh/clone" "$fresh/home" "$fresh/bin"
(cd "$top" && git ls-files -z --cached --others --exclude-standard | xargs -0 tar cf - --ignore-failed-read 2>/dev/null) | tar xf - -C "$fresh/clone"
if [[ -d $top/node_modules ]]; then
  cp -a --reflink=auto "$top/node_modules" "$fresh/clone/"
fi
cd "$fresh/clone" || exit 1

# There is no VS Code here: this one looks whether it is given a package that it could install.
cat >"$fresh/bin/code" <<'CODE'
#!/usr/bin/env bash
[[ $1 == --install-extension && $2 == *.vsix ]] && python3 -m zipfile -l "$2" | grep -q '^extension/package.json '
CODE
chmod +x "$fresh/bin/code"
export HOME=$fresh/home PATH=$fresh/home/.local/bin:$fresh/bin:$PATH
export npm_config_prefix=$HOME/.local npm_config_update_notifier=false npm_config_prefer_offline=true
unset NO_COLOR FORCE_COLOR LANGUAGE

report() {
  if [[ $2 -eq 0 ]]; then
    passed=$((passed + 1))
    echo "  ok      $1"
  else
    failed=$((failed + 1))
    echo "  FAILED  $1"
    sed 's/^/          /' "$fresh/said" | tail -n 20
  fi
}

# A command whose success is all that README promises: an exit status of at most $2 (0).
try() {
  bash -c "$1" >"$fresh/said" 2>&1 </dev/null
  [[ $? -le ${2:-0} ]]
  report "$1" $?
}

# A command that prints what stands below it. Findings make the exit status 1; more than that is a failure.
shows() {
  local expected=$2 status
  bash -c "$1" >"$fresh/printed" 2>"$fresh/said" </dev/null
  status=$?
  diff <(printf '%s' "$expected") "$fresh/printed" >>"$fresh/said" && [[ $status -le 1 ]]
  report "$1" $?
}

block() {
  local line command='' expected=''
  while IFS= read -r line; do
    if [[ $line == '$ '* ]]; then
      command=${line#'$ '}
    elif [[ -n $command ]]; then
      expected+=$line$'\n'
    else
      case $line in
        # README goes on: this builds and prints the same, and opens nothing. What it prints is not README's to say.
        'npm start') try 'npm start -- --check-only' ;;
        # This script is run where that one is.
        'npm test') grep -q '"test":' package.json; report "$line (is there)" $? ;;
        *) try "$line" ;;
      esac
    fi
  done
  if [[ -n $command ]]; then shows "$command" "$expected"; fi
}

# Commands that README tells in the text: what puts smtp-lens on the PATH comes before the first block that uses it.
told=''
inside=0
lines=''
while IFS= read -r line; do
  if [[ $line == '```' ]]; then
    if [[ $inside -eq 1 ]]; then block < <(printf '%s' "$lines"); fi
    inside=$((1 - inside))
    lines=''
  elif [[ $inside -eq 1 ]]; then
    lines+=$line$'\n'
  elif [[ $line == *'`npm run build`'*'`npm install --global ./server`'* && -z $told ]]; then
    told=1
    try 'npm run build'
    try 'npm install --global ./server'
  elif [[ $line =~ ^\|\ \`(smtp-lens\ [^\`]+)\`\ \| ]]; then
    command=${BASH_REMATCH[1]}
    command=${command/ID FILE…/349261B8932 samples/mail.log}
    command=${command/\[FILE…\]/samples/mail.log}
    command=${command/FILE…/samples/mail.log}
    command=${command/FILE/samples/telnet-by-hand.txt}
    case $command in
      'smtp-lens lsp') try "sleep 3 | $command --stdio & pid=\$!; sleep 1; kill \$pid" ;; # it ends with its input
      # Findings make the exit status 1.
      *) try "$command" 1 ;;
    esac
  fi
done <README.md

[[ -n $told ]]
report 'README says how smtp-lens comes onto the PATH' $?
[[ -f .smtp-lens.json ]]
report 'smtp-lens init has written .smtp-lens.json' $?
echo
echo "$passed passed, $failed failed"
[[ $failed -eq 0 && $passed -gt 20 ]]
