"""Orca with a voice that writes: each utterance is a line of JSON {"said": text}. The folder of its settings is the
argument. A line on standard input asks whether it has heard everything the browser has told until now: {"quiet": {"name",
"role"}} says so, with what Orca takes for focused. No sound card, no speech-dispatcher, no braille."""
import json
import os
import sys
import types

from orca import event_manager, orca, orca_state, settings, speechserver
from gi.repository import GLib
import pyatspi


def write(what):
    os.write(1, (json.dumps(what, ensure_ascii=False) + "\n").encode())


class SpeechServer(speechserver.SpeechServer):
    one = None

    @staticmethod
    def getFactoryName():
        return "Transcript"

    @staticmethod
    def getSpeechServers():
        return [SpeechServer.getSpeechServer()]

    @staticmethod
    def getSpeechServer(info=None):
        SpeechServer.one = SpeechServer.one or SpeechServer()
        return SpeechServer.one

    @staticmethod
    def shutdownActiveServers():
        pass

    def getInfo(self):
        return ["Transcript", "default"]

    def getVoiceFamilies(self):
        return []

    def speak(self, text=None, acss=None, interrupt=True):
        if text and text.strip():
            write({"said": text})

    def speakCharacter(self, character, acss=None):
        write({"said": character})

    def sayAll(self, utterances, progress):
        for context, _ in utterances:
            self.speak(context.utterance)
            progress(context, speechserver.SayAllContext.COMPLETED)


# The text in a heading that got the focus stands for it.
def focused():
    focus = orca_state.locusOfFocus
    try:
        while not focus.name and focus.parent and focus.getRoleName() == "section":
            focus = focus.parent
        return {"name": focus.name, "role": focus.getRoleName()}
    except Exception:  # nothing, or it is gone
        return {"name": "", "role": ""}


# What Orca would read on from.
def caret():
    try:
        at, offset = orca_state.activeScript.utilities.getCaretContext()
        while not at.name and at.parent and at.getRoleName() in ("section", "static", "text"):
            at = at.parent
        return {"name": at.name, "role": at.getRoleName(), "offset": offset}
    except Exception:  # nowhere, or it is gone
        return {"name": "", "role": "", "offset": 0}


# An answer of the browser comes after every event it has sent before: then Orca's own queue is the last thing to wait for.
def asked(channel, condition):
    if not sys.stdin.readline():
        return False
    for application in pyatspi.Registry.getDesktop(0):
        if application is not None and application.get_process_id() != os.getpid():
            application.clear_cache()
            application.childCount
    GLib.timeout_add(20, answered)
    return True


# Announcements of the page stand in a queue of their own for a moment.
def answered():
    announcements = getattr(orca_state.activeScript, "liveRegionManager", None)
    if not event_manager.getManager()._eventQueue.empty() or (announcements and len(announcements.msg_queue)):
        return True
    write({"quiet": {**focused(), "caret": caret()}})
    return False


transcript = types.ModuleType("transcript")
transcript.SpeechServer = SpeechServer
sys.modules["transcript"] = transcript
settings.speechServerFactory = "transcript"
settings.speechFactoryModules = ["transcript"]
orca.getSettingsManager().activate(sys.argv[1], {"enableSpeech": True, "enableBraille": False, "enableSound": False,
                                                 "speechServerFactory": "transcript", "enableKeyEcho": False})
settings.timeoutTime = 0  # the test has its own end
GLib.io_add_watch(0, GLib.PRIORITY_LOW, GLib.IOCondition.IN, asked)
sys.exit(orca.main())
