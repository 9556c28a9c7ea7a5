"""The customers that mean trouble, and what each gets: one for every error worth seeing (api.md §2)."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache

from neo_tui.demo.answers import Answer, answer, denied, failed, not_authorized, redirect, rejected, web_page
from neo_tui.demo.rows import SAMPLE, text


@cache
def troubles() -> Mapping[int, Answer]:
    """Customer id to answer, whatever the event asked for."""
    return _refusals() | _broken()


def _refusals() -> dict[int, Answer]:
    """What says no in the shapes the documents show (api.md §2.2)."""
    merged = {"status": False, "code": 8069, "message": "Merged customer found"}
    crash = {"code": 500, "message": "UNKNOWN EXCEPTION", "err": "TypeError: Cannot read properties of undefined"}
    return {
        400400400: rejected("must match the event type", "/queryParams/entity_id"),
        400401401: not_authorized(),
        400403403: denied(),
        400404404: answer(404, {"code": 404, "message": "Resource not found"}),
        400429429: answer(429, {"errors": [{"code": 429, "message": "Too many requests"}]}, {"Retry-After": "3"}),
        400500500: answer(500, crash),
        400503503: web_page(503, "Down for maintenance", "We are back at 06:00 UTC."),
        400200200: failed(200, 9000, "No data found for the given event"),
        400806900: answer(400, {"warnings": [], "errors": [merged], "success": False}),
    }


def _broken() -> dict[int, Answer]:
    """What is not an answer of the API at all, or comes too slowly, or not whole."""
    rows = f"[{text(SAMPLE)}]".encode()
    half = len(rows) // 2
    return {
        400200201: web_page(200, "Sign in to the guest network", "Please accept the terms."),
        400302302: redirect(302, "https://login.example.com/start?next=%2Fx%2Fneo"),
        400301301: redirect(301, "https://moved.api.example.com/x/neo/pointsAllocation/event"),
        400307307: redirect(307, "https://eu2.api.example.com:8443/x/neo/pointsAllocation/event"),
        400302080: redirect(302, "http://eu.api.example.com/x/neo/pointsAllocation/event"),
        400000002: Answer(200, rows, delay=2.0),
        400000020: Answer(200, rows, delay=20.0),
        400000060: Answer(200, rows, delay=60.0),
        400000001: Answer(200, rows, cut=half),
        400000003: Answer(200, rows, drip=1.0),
        400000004: Answer(200, rows[:half]),
        400000005: Answer(200, b""),
        400000006: Answer(200, b"{}"),
    }
