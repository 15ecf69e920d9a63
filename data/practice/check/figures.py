#!/usr/bin/env python3
"""An independent count of the figures of generated practice cases.

It reads lines of JSON: first one with the office's day, zone and standards, the
periods asked for, the numbers entered by month and what became of cases after
they were generated; then one line a case, as the generator made it. It writes one
JSON object: for each period its figures by name.

It follows the definitions printed under the figures and shares no code with the
program. Not counted here: the reading grade and the four elements of letters,
which are judged from their words, and repeat complainants, who are matched by the
register of people. Both have tests of their own.
"""

import collections
import datetime
import json
import math
import sys
import zoneinfo

COMPLAINS_NOT = {"compliment", "suggestion", "information"}
NEEDS_NOTICE = {"grievance", "civil_rights"}
AGES = [(0, 7), (8, 14), (15, 30), (31, 60), (61, 90), (91, 10**6)]
ONE = datetime.timedelta(days=1)


def day(text):
    """The day of a date written as YYYY-MM-DD; None where there is none."""
    return datetime.date.fromisoformat(text) if text else None


def day_of(instant, zone):
    """The office's day of an instant; None where there is none."""
    if not instant or instant.startswith("0001"):
        return None
    return datetime.datetime.fromisoformat(instant.replace("Z", "+00:00")).astimezone(zone).date()


class Case:
    def __init__(self, key, f, zone, acts):
        self.key, self.kind = key, f["kind"]
        self.unit, self.channel = f.get("unit", ""), f["channel"]
        self.payer, self.shift = f.get("payer", ""), f.get("shift", "")
        self.received, self.entered = day_of(f["received_at"], zone), day_of(f["entered_at"], zone)
        self.issues = f["issues"] or []
        self.on_the_spot = f["answers"].get("resolved_now", False)
        self.anonymous = f.get("anonymous", False) or f["answers"].get("anonymous", False)
        self.complains, self.notice = self.kind not in COMPLAINS_NOT, self.kind in NEEDS_NOTICE
        patient = next((p for p in f["people"] or [] if p["role"] == "patient"), {})
        self.language, self.born = patient.get("language", ""), day(patient.get("birth_date"))
        self.disability = patient.get("disability", "")

        owed = [c for c in f["clocks"] or [] if not c.get("stopped") or c.get("met_on")]
        first = lambda kind: next((c for c in owed if c["kind"] == kind), {})
        self.ack_due, self.ack_on = day(first("acknowledge").get("due")), day(first("acknowledge").get("met_on"))
        self.decide_due, self.decide_on = day(first("decision").get("due")), day(first("decision").get("met_on"))
        told = [day(d["on"]) for l in f["letters"] or [] if l["kind"] == "interim" for d in l.get("dispatches") or []]
        told += [day_of(c["at"], zone) for c in f["contacts"] or [] if c.get("update")]
        self.told = min(told, default=None)
        self.decision_due_as_issued = day(first("decision").get("due"))

        # What happened: its receipt, its end, and what came after.
        self.moves = [(self.received, "received", "")]
        self.withdrawn = f["state"] == "withdrawn"
        self.closed = day_of(f.get("closed_at"), zone)
        self.void = False
        if self.closed:
            self.moves.append((self.closed, "withdrawn" if self.withdrawn else "closed", ""))
        for act in acts:
            on = day(act["on"])
            self.moves.append((on, act["flow"], act.get("why", "")))
            self.closed = None if act["flow"] == "reopened" else on
            self.withdrawn = act["flow"] == "withdrawn"
            self.void = self.void or act.get("void", False)
        self.letters = [
            {"kind": l["kind"], "issued": day_of(l["issued_at"], zone), "left": min((day(d["on"]) for d in l.get("dispatches") or []), default=None)}
            for l in f["letters"] or []
        ]
        self.advocacy, self.actions = f["advocacy"] or [], f.get("actions") or []
        self.escalations = f.get("escalations") or []
        self.promises = [(day(t["due"]), day(t.get("done_on")), False) for t in f["tasks"] or [] if t.get("promise")]
        self.promises += [(day(c["due"]), day(c.get("done_on")), bool(c.get("not_kept"))) for m in f.get("meetings") or [] for c in m.get("commitments") or []]
        self.referrals = [s for s in f["steps"] or [] if s["kind"] == "referral"]
        self.opened = {a["id"]: day_of(a["at"], zone) for a in self.actions}

    def open_on(self, on):
        """Whether the case was open when the day had ended."""
        return sum(+1 if flow in ("received", "reopened") else -1 for at, flow, _ in self.moves if at <= on) == 1

    def closings(self, first, last):
        return [at for at, flow, _ in self.moves if flow == "closed" and first <= at <= last]


def p90(days):
    return sorted(days)[math.ceil(0.9 * len(days)) - 1]


def middle(days):
    n, s = len(days), sorted(days)
    return s[n // 2] if n % 2 else (s[n // 2 - 1] + s[n // 2]) / 2


def wilson(part, whole):
    z, n = 1.959963984540054, whole
    p = part / n
    centre, half = p + z * z / (2 * n), z * math.sqrt(p * (1 - p) / n + z * z / (4 * n * n))
    return 100 * max(0, (centre - half) / (1 + z * z / n)), 100 * min(1, (centre + half) / (1 + z * z / n))


def age_band(born, on):
    if born is None or on < born:
        return ""
    years = on.year - born.year - ((on.month, on.day) < (born.month, born.day))
    return next(name for top, name in ((17, "0-17"), (44, "18-44"), (64, "45-64"), (74, "65-74"), (89, "75-89"), (10**6, "90+")) if years <= top)


class Count:
    """The figures of one period."""

    def __init__(self, office, cases, first, last):
        self.office, self.first, self.last, self.today = office, first, last, office["today"]
        self.end = min(last, self.today)
        self.measures, self.tables = {}, collections.Counter()
        self.valid = [c for c in cases if not c.void]
        self.received = [c for c in self.valid if first <= c.received <= last]
        self.closed = [(c, max(c.closings(first, last))) for c in self.valid if c.closings(first, last)]
        self.open = [c for c in cases if c.open_on(self.end)]
        self.all = cases

    def within(self, on):
        return on is not None and self.first <= on <= self.last

    def count(self, name, keys):
        self.measures[name] = {"known": True, "value": len(keys), "cases": list(keys)}

    def share(self, name, part, whole):
        known = len(whole) > 0
        self.measures[name] = {"known": known, "value": 100 * len(part) / len(whole) if known else 0, "part": len(part), "whole": len(whole), "cases": list(part)}

    def value(self, name, known, value, keys):
        self.measures[name] = {"known": known, "value": value if known else 0, "cases": list(keys)}

    def compute(self):
        self.volume()
        self.timeliness()
        self.days_to_close()
        self.content()
        self.groups()
        self.work()
        self.equity()
        self.records()
        return {"measures": self.measures, "tables": self.tables}

    # What came in

    def volume(self):
        self.count("received", [c.key for c in self.received])
        self.count("grievances", [c.key for c in self.received if c.notice])
        self.count("complaints", [c.key for c in self.received if c.complains])
        self.count("compliments", [c.key for c in self.received if c.kind == "compliment"])
        self.count("closed", [c.key for c, _ in self.closed])
        self.count("open", [c.key for c in self.open])
        self.count("open_over_30", [c.key for c in self.open if (self.end - c.received).days > 30])
        for c in self.received:
            self.tables["kind." + c.kind + ".received"] += 1
        for c, _ in self.closed:
            self.tables["kind." + c.kind + ".closed"] += 1
        for c in self.open:
            self.tables["kind." + c.kind + ".open"] += 1
            for low, high in AGES:
                if low <= (self.end - c.received).days <= high:
                    self.tables["age.%d.cases" % low] += 1
                    self.tables["age.%d.grievances" % low] += c.notice
        for c in self.all:
            self.tables["backlog.start"] += c.open_on(self.first - ONE)
            self.tables["backlog.end"] += c.open_on(self.end)
            for at, flow, _ in c.moves:
                if self.first <= at <= self.last:
                    self.tables["backlog." + flow] += 1
        for name, numerator in (("grievance", [c for c in self.received if c.notice]), ("complaint", [c for c in self.received if c.complains])):
            for base, kind in (("days", "patient_days"), ("encounters", "encounters")):
                self.value("%s_rate_%s" % (name, base), *self.rate(len(numerator), "", kind), [c.key for c in numerator])
        praise, complaints = self.measures["compliments"], self.measures["complaints"]["value"]
        self.value("compliment_ratio", complaints > 0, praise["value"] / complaints if complaints else 0, praise["cases"])
        best, answers = self.entered("", "survey_top_box"), self.entered("", "survey_answers")
        known = bool(best is not None and answers)
        self.measures["survey_top_box"] = {"known": known, "value": 100 * best / answers if known else 0, "part": best if known else 0, "whole": answers if known else 0}

    def entered(self, unit, kind):
        """What was entered for every month of the period; None where one is blank or not whole and over."""
        total, at = 0, self.first
        if self.first.day != 1 or (self.last + ONE).day != 1 or self.today <= self.last:
            return None
        while at <= self.last:
            n = self.office["numbers"].get((at.strftime("%Y-%m"), unit, kind))
            if n is None:
                return None
            total += n
            at = (at.replace(day=28) + datetime.timedelta(days=4)).replace(day=1)
        return total

    def rate(self, n, unit, kind):
        base = self.entered(unit, kind)
        return bool(base), 1000 * n / base if base else 0

    # Timeliness

    def timeliness(self):
        standing = [c for c in self.received if not (c.withdrawn and c.closed)]
        owing = [c for c in standing if c.ack_due and not c.on_the_spot]
        self.share("acknowledged_in_time", [c.key for c in owing if c.ack_on and c.ack_on <= c.ack_due], owing)
        grievances = [c for c in standing if c.notice]
        standard = lambda c: c.received + datetime.timedelta(days=self.office["decision"])
        self.share("decided_in_time", [c.key for c in grievances if c.decide_on and c.decide_on <= standard(c)], grievances)
        self.tables["decided.not_yet_due"] = sum(1 for c in grievances if not c.decide_on and self.today <= standard(c))
        promised = [c for c in grievances if c.decide_due]
        self.share("decided_as_promised", [c.key for c in promised if c.decide_on and c.decide_on <= c.decide_due], promised)
        update = lambda c: c.received + datetime.timedelta(days=self.office["update"])
        waiting = [c for c in grievances if self.today > update(c) and not (c.decide_on and c.decide_on <= update(c)) and not (c.closed and c.closed <= update(c))]
        self.share("interim_in_time", [c.key for c in waiting if c.told and c.told <= update(c)], waiting)
        cohort = [c for c in standing if c.complains]
        took = lambda c: (c.closed - c.received).days
        self.share("closed_in_30", [c.key for c in cohort if c.closed and took(c) <= 30], cohort)
        self.share("closed_in_60", [c.key for c in cohort if c.closed and 30 < took(c) <= 60], cohort)
        again = {}
        for c, _ in self.closed:
            for (at, flow, _), (later, then, why) in zip(c.moves, c.moves[1:]):
                if flow == "closed" and self.first <= at <= self.last and then == "reopened" and (later - at).days <= 60:
                    again.setdefault(c.key, why)
        whole = [c for c, _ in self.closed]
        self.share("reopened", list(again), whole)
        self.share("reopened_new", [k for k, why in again.items() if why == "new_information"], whole)
        self.share("reopened_dissatisfied", [k for k, why in again.items() if why == "dissatisfied"], whole)

    def days_to_close(self):
        for name, chosen in (("all", self.closed), ("grievances", [x for x in self.closed if x[0].notice]), ("others", [x for x in self.closed if not x[0].notice])):
            days = [(on - c.received).days for c, on in chosen]
            keys, n = [c.key for c, _ in chosen], len(days)
            if days:
                self.tables["days." + name + ".n"], self.tables["days." + name + ".max"] = n, max(days)
                self.tables["days." + name + ".mean"], self.tables["days." + name + ".median"] = sum(days) / n, middle(days)
            if n >= 10:
                self.tables["days." + name + ".p90"] = p90(days)
            if name == "all":
                self.value("days_mean", n > 0, sum(days) / n if n else 0, keys)
                self.value("days_median", n > 0, middle(days) if n else 0, keys)
                self.value("days_p90", n >= 10, p90(days) if n >= 10 else 0, keys)
            if name == "grievances":
                self.value("grievance_days_median", n > 0, middle(days) if n else 0, keys)

    # What it was about

    def content(self):
        issues = [(c, i) for c in self.received for i in c.issues]
        outcome = lambda i: i["finding"].get("outcome", "")
        self.count("issues", [c.key for c, _ in issues])
        self.share("high_severity", [c.key for c, i in issues if i["severity"] == 3], issues)
        found = [(c, i) for c, i in issues if outcome(i)]
        self.share("substantiated", [c.key for c, i in found if outcome(i) in ("substantiated", "partially")], found)
        for c, i in issues:
            category = i["category"]
            self.tables["category.%s.%d" % (category, i["severity"])] += 1
            self.tables["domain." + self.office["domains"].get(category, "")] += 1
            self.tables["stage." + i.get("stage", "")] += 1
            unit = i.get("unit") or c.unit
            self.tables["issueunit." + unit] += 1
            self.tables["unit.%s.issues" % unit] += 1
            self.tables["unit.%s.high" % unit] += i["severity"] == 3
            if outcome(i):
                self.tables["outcome." + outcome(i)] += 1
        raised = [(c, e["trigger"]) for c in self.valid for e in c.escalations if self.within(day(e["on"]))]
        self.count("escalations", [c.key for c, _ in raised])
        for _, trigger in raised:
            self.tables["escalation." + trigger] += 1
        self.themes()

    def themes(self):
        similar, quarter = collections.defaultdict(set), lambda on: (on.year, (on.month - 1) // 3)
        for c in self.valid:
            if quarter(self.first) <= quarter(c.received) <= quarter(self.last):
                for i in c.issues:
                    if i["category"] and (i.get("unit") or c.unit):
                        similar[quarter(c.received), i["category"], i.get("unit") or c.unit].add(c.key)
        themes = [keys for keys in similar.values() if len(keys) >= 3]
        self.value("themes", True, len(themes), [k for keys in themes for k in keys])

    def groups(self):
        took = collections.defaultdict(list)
        for c in self.received:
            for name in ("unit." + c.unit, "channel." + c.channel, "payer." + c.payer, "shift." + c.shift):
                self.tables[name + ".received"] += 1
                self.tables[name + ".grievances"] += c.notice
                self.tables[name + ".complaints"] += c.complains
            self.tables["unit.%s.compliments" % c.unit] += c.kind == "compliment"
        for c, on in self.closed:
            self.tables["unit.%s.closed" % c.unit] += 1
            took[c.unit].append((on - c.received).days)
        for c in self.open:
            self.tables["unit.%s.open" % c.unit] += 1
        for unit, days in took.items():
            self.tables["unit.%s.median" % unit] = middle(days)
        for unit in {unit for _, unit, _ in self.office["numbers"] if unit}:
            for kind in ("patient_days", "encounters"):
                known, rate = self.rate(self.tables["unit.%s.grievances" % unit], unit, kind)
                if known:
                    self.tables["unit.%s.rate_%s" % (unit, kind)] = rate

    # What was done

    def work(self):
        ended = [(c, a) for c in self.valid for a in c.advocacy if self.within(day(a.get("done_on")))]
        achieved = [(c, a) for c, a in ended if a.get("outcome") in ("achieved", "partly")]
        money = lambda a: a.get("recovered", 0) + sum(l.get("cents", 0) for l in a.get("levels") or [])
        self.count("advocacy", [c.key for c, _ in ended])
        self.share("advocacy_achieved", [c.key for c, _ in achieved], ended)
        self.value("recovered", True, sum(money(a) for _, a in ended), [c.key for c, a in ended if money(a)])
        levels = [(c, l["outcome"]) for c, a in ended for l in a.get("levels") or [] if l.get("outcome")]
        decided = [(c, o) for c, o in levels if o != "withdrawn"]
        self.share("appeals_overturned", [c.key for c, o in decided if o in ("overturned", "partly")], decided)
        for c, a in ended:
            self.tables["advocacy.%s.finished" % a["kind"]] += 1
            self.tables["advocacy.%s.cents" % a["kind"]] += money(a)
        for c, a in achieved:
            self.tables["advocacy.%s.achieved" % a["kind"]] += 1
        self.plans()
        self.due("promises_kept", [(c, due, done, missed) for c in self.valid for due, done, missed in c.promises])
        answered = lambda s: day(s.get("done_on")) if s.get("result", "").strip() else None
        referrals = [(c, s) for c in self.valid for s in c.referrals]
        self.due("referrals_on_time", [(c, day(s.get("due")), answered(s), False) for c, s in referrals])
        taken = [(c, (answered(s) - day(s["sent_on"])).days) for c, s in referrals if self.within(answered(s)) and s.get("sent_on")]
        self.value("manager_days", bool(taken), middle([n for _, n in taken]) if taken else 0, [c.key for c, _ in taken])
        letters = [(c, l) for c in self.valid for l in c.letters if self.within(l["issued"])]
        self.count("letters_sent", [c.key for c, l in letters if l["left"]])
        owed = [(c, l) for c, l in letters if c.decision_due_as_issued]
        self.share("letters_on_time", [c.key for c, l in owed if l["left"] and l["left"] <= c.decision_due_as_issued], owed)
        for _, l in letters:
            self.tables["letters." + l["kind"]] += 1

    def plans(self):
        plans = [(c, a, c.opened[a["id"]]) for c in self.valid for a in c.actions]
        standing = [(c, a, opened) for c, a, opened in plans if not a.get("dropped")]
        self.count("actions_opened", [c.key for c, _, opened in plans if self.within(opened)])
        self.count("actions_closed", [c.key for c, a, _ in standing if self.within(day(a.get("done_on")))])
        self.count("actions_verified", [c.key for c, a, _ in standing if self.within(day(a.get("verified_on")))])
        undone = lambda a: not a.get("done_on") or day(a["done_on"]) > self.end
        self.count("actions_overdue", [c.key for c, a, opened in standing if opened <= self.end and undone(a) and day(a["due"]) < self.end])
        checked = []
        for c, a, _ in standing:
            looks = [x for x in (a.get("first_check") or {}, a.get("second_check") or {}) if x.get("found") and self.within(day(x.get("on")))]
            if looks:
                checked.append((c, looks[-1]["found"]))
        self.share("effect_confirmed", [c.key for c, found in checked if found == "effective"], checked)

    def due(self, name, owed):
        owed = [x for x in owed if self.within(x[1])]
        self.share(name, [c.key for c, due, done, _ in owed if done and done <= due], owed)

    # Who it was

    def equity(self):
        traits = {"Language": lambda c: c.language, "Age": lambda c: age_band(c.born, c.received), "Disability": lambda c: c.disability}
        for by, of in traits.items():
            took, found, upheld = collections.defaultdict(list), collections.Counter(), collections.Counter()
            for c in self.received:
                if c.complains:
                    self.tables["equity.%s.%s.received" % (by, of(c))] += 1
                    for i in c.issues:
                        outcome = i["finding"].get("outcome", "")
                        found[of(c)] += bool(outcome)
                        upheld[of(c)] += outcome in ("substantiated", "partially")
            for c, on in self.closed:
                if c.complains:
                    took[of(c)].append((on - c.received).days)
            for code, days in took.items():
                self.tables["equity.%s.%s.median" % (by, code)] = middle(days)
            for code, n in found.items():
                if n:
                    low, high = wilson(upheld[code], n)
                    self.tables["equity.%s.%s.upheld" % (by, code)] = upheld[code]
                    self.tables["equity.%s.%s.found" % (by, code)] = n
                    self.tables["equity.%s.%s.low" % (by, code)], self.tables["equity.%s.%s.high" % (by, code)] = low, high

    def records(self):
        issues = [(c, i) for c in self.received for i in c.issues]
        known = lambda i: i["category"] in self.office["domains"]
        self.share("missing_category", [c.key for c, i in issues if not i["category"]], issues)
        self.share("unmapped", [c.key for c, i in issues if i["category"] and not known(i)], issues)
        closed = [(c, i) for c, i in issues if c.closed and not c.withdrawn]
        self.share("missing_finding", [c.key for c, i in closed if not i["finding"].get("outcome")], closed)
        self.share("missing_unit", [c.key for c in self.received if not c.unit], self.received)
        self.share("late_entered", [c.key for c in self.received if (c.entered - c.received).days > 3], self.received)
        named = [c for c in self.received if not c.anonymous]
        self.share("missing_language", [c.key for c in named if not c.language], named)
        self.share("missing_age", [c.key for c in named if not c.born], named)
        self.share("missing_disability", [c.key for c in named if not c.disability], named)


def main():
    office = json.loads(sys.stdin.readline())
    office["today"], zone = day(office["today"]), zoneinfo.ZoneInfo(office["zone"])
    office["numbers"] = {(n["month"], n["unit"], n["kind"]): n["value"] for n in office["numbers"]}
    acts = collections.defaultdict(list)
    for act in office["acts"]:
        acts[act["case"]].append(act)
    cases = [Case(key, json.loads(line), zone, acts[key]) for key, line in enumerate(sys.stdin, 1)]
    results = {}
    for first, last in office["periods"]:
        count = Count(office, cases, day(first), day(last)).compute()
        for m in count["measures"].values():
            if "cases" in m:
                keys = set(m.pop("cases"))
                m["doors"], m["sum"] = len(keys), sum(keys)
        results[first + ".." + last] = {"measures": count["measures"], "tables": {k: v for k, v in count["tables"].items() if v}}
    json.dump(results, sys.stdout)


if __name__ == "__main__":
    main()
