"""vault.py URL USER_NAME, with the password and the passphrase on two lines of standard input. Standard library only."""

import base64
import json
import sys
import urllib.error
import urllib.request


class Vault:
    def __init__(self, url):
        self.api = url.rstrip("/") + "/api/trpc/"
        self.headers = {"content-type": "application/json"}

    def log_in(self, username, password, passphrase):
        answer = self.ask("auth.login", username=username, password=password, passphrase=passphrase)
        phrase = base64.urlsafe_b64encode(passphrase.encode("utf-8")).rstrip(b"=").decode("ascii")
        self.headers |= {"authorization": "Bearer " + answer["token"], "x-opp-phrase-base64": phrase}

    def ask(self, procedure, **fields):
        body = json.dumps(fields).encode("utf-8") if fields else b""
        request = urllib.request.Request(self.api + procedure, body, self.headers, method="POST")
        try:
            with urllib.request.urlopen(request, timeout=30) as response:
                return json.load(response)["result"]["data"]
        except urllib.error.HTTPError as refusal:
            error = json.load(refusal)["error"]
            sys.exit(f"{error['data']['vaultCode']}: {error['message']}")


def main():
    url, username = sys.argv[1:]
    password, passphrase = (sys.stdin.readline().rstrip("\n") for _ in range(2))
    vault = Vault(url)
    vault.log_in(username, password, passphrase)
    added = vault.ask("items.create", items=[{"name": "Router", "username": "admin", "password": "made up"}])
    for item in vault.ask("items.list", limit=10)["items"]:
        print(item["id"], item["name"], item["username"])
    for item in added["items"]:
        print("its password:", vault.ask("items.get", id=item["id"])["password"])
    vault.ask("items.trash", ids=[item["id"] for item in added["items"]])
    vault.ask("auth.logout")


main()
