import { spawn } from "node:child_process";
import { constants } from "node:os";
import { endsWithTerminal } from "./hangup.mjs";

const onWindows = process.platform === "win32";
const relayed = ["SIGINT", "SIGTERM", "SIGHUP"];
const ending = relayed.filter((signal) => signal !== "SIGHUP" || endsWithTerminal);
const running = new Set();

/**
 * Runs a command without showing it and collects stdout and stderr as they interleave. The command gets a process
 * group of its own, so that its children end with it, at its limit or when this process ends.
 * @returns exit code (128 + n after signal n), output, and whether the limit ended it
 */
export function runQuietly(command, args, { cwd, env, limitSeconds = 600, onOutput = () => {} }) {
  return new Promise((resolve) => {
    const child = spawn(command, args, { cwd, env, stdio: ["ignore", "pipe", "pipe"], detached: !onWindows });
    keepForExit(child);
    let output = "";
    let timedOut = false;
    const collect = (chunk) => {
      output += chunk;
      onOutput(output);
    };
    child.stdout.setEncoding("utf8").on("data", collect);
    child.stderr.setEncoding("utf8").on("data", collect);

    const limit = setTimeout(() => {
      timedOut = true;
      signalGroup(child, "SIGTERM");
      setTimeout(() => signalGroup(child, "SIGKILL"), 5000).unref();
    }, limitSeconds * 1000);
    const finish = (code) => {
      clearTimeout(limit);
      release(child);
      if (timedOut) output += `\nended after ${limitSeconds} s without a result\n`;
      resolve({ code, output, timedOut });
    };
    child.on("error", (error) => {
      output += `${error.message}\n`;
      finish(127);
    });
    child.on("close", (code, signal) => finish(code ?? 128 + constants.signals[signal]));
  });
}

/**
 * Runs a command in the foreground with this process's streams, and passes signals on.
 * @returns exit code (128 + n after signal n)
 */
export function runInForeground(command, args, { cwd, env }) {
  return new Promise((resolve, reject) => {
    const child = spawn(command, args, { cwd, env, stdio: "inherit" });
    const relay = (signal) => {
      // At a terminal Ctrl-C has reached the child already; a second one would cut its shutdown short.
      if (signal === "SIGINT" && process.stdin.isTTY) return;
      child.kill(signal);
    };
    for (const signal of relayed) process.on(signal, relay);
    const stopRelaying = () => {
      for (const signal of relayed) process.off(signal, relay);
    };
    child.on("error", (error) => {
      stopRelaying();
      reject(error);
    });
    child.on("close", (code, signal) => {
      stopRelaying();
      resolve(code ?? 128 + constants.signals[signal]);
    });
  });
}

/** Several commands may run side by side: a signal ends all of them, and this process last. */
function keepForExit(child) {
  if (running.size === 0) {
    process.on("exit", endAll);
    for (const signal of ending) process.on(signal, exitOn);
  }
  running.add(child);
}

function release(child) {
  running.delete(child);
  if (running.size > 0) return;
  process.off("exit", endAll);
  for (const signal of ending) process.off(signal, exitOn);
}

function exitOn(signal) {
  process.exit(128 + constants.signals[signal]);
}

function endAll() {
  for (const child of running) signalGroup(child, "SIGTERM");
}

function signalGroup(child, signal) {
  try {
    if (onWindows) child.kill(signal);
    else process.kill(-child.pid, signal);
  } catch {
    // Gone already.
  }
}
