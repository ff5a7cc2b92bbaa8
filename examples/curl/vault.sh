#!/usr/bin/env bash
# vault.sh URL USER_NAME, with the password and the passphrase on two lines of standard input.
# Arguments show in ps, so token, password and passphrase reach curl by its standard input or a pipe, never as an argument.
set -euo pipefail
api=${1%/}/api/trpc
username=$2
IFS= read -r password
IFS= read -r passphrase

json() { # a text as JSON
  local text=${1//\\/\\\\}
  printf '"%s"' "${text//\"/\\\"}"
}

headers() { # curl's configuration with token and passphrase
  printf 'header = "authorization: Bearer %s"\n' "$token"
  printf 'header = "x-opp-phrase-base64: %s"\n' "$(printf %s "$passphrase" | base64 | tr -d '=\n' | tr '+/' '-_')"
}

ask() { # PROCEDURE INPUT: prints the answer; on a refusal prints the server's sentence and ends
  local answer
  answer=$(curl -sS -K <(headers) -H 'content-type: application/json' --data-binary @- "$api/$1" <<<"$2")
  if [[ $answer == '{"error"'* ]]; then
    sed -E 's/^\{"error":\{"message":"([^"]*)".*/\1/' <<<"$answer" >&2
    exit 1
  fi
  printf '%s\n' "$answer"
}

token=none
login=$(ask auth.login "{\"username\":$(json "$username"),\"password\":$(json "$password"),\"passphrase\":$(json "$passphrase")}")
token=$(sed -E 's/.*"token":"([^"]*)".*/\1/' <<<"$login")

added=$(ask items.create '{"items":[{"name":"Router","username":"admin","password":"made up"}]}')
id=$(sed -E 's/.*"id":([0-9]+).*/\1/' <<<"$added")
# Only an item's name follows its id and facts; a custom field's begins an object.
ask items.list '{"limit":10}' | grep -oE '[^{]"name":"([^"\\]|\\.)*"' | cut -c 2-
ask items.get "{\"id\":$id}" | sed -E 's/.*"password":"([^"]*)".*/its password: \1/'
ask items.trash "{\"ids\":[$id]}" >/dev/null
ask auth.logout '' >/dev/null
