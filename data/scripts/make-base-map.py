#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Makes resources/maps/base-map.bin of the countries of the npm package world-atlas (Natural Earth, public domain).

  make-base-map.py countries-50m.json[.gz] resources/maps/base-map.bin

Numbers are LEB128; signed ones are zigzag. Places are in 1/500 degree, longitude before latitude.

  "FCB1"
  number of lines;     each: 1 for a border or 0 for a coast, number of places, the first place, then steps
  number of countries; each: length of the name, its bytes in UTF-8, where the name stands, how wide its land is there,
                       number of rings, each: number of lines, each: its number, or -1 - number when walked backwards

A line goes on beyond 180 degrees where it crosses that meridian, so that no step in it is a jump.
"""
import gzip
import json
import math
import sys

UNITS = 500
LOWEST = -85.06  # Mercator shows nothing beneath it


def varint(value):
    out = bytearray()
    while value >= 0x80:
        out.append(value & 0x7F | 0x80)
        value >>= 7
    out.append(value)
    return bytes(out)


def signed(value):
    return varint(value << 1 if value >= 0 else (-value << 1) - 1)


def unwrap(points):
    """The same places without a jump of more than half a turn."""
    out = []
    for lon, lat in points:
        if out:
            lon -= 360 * round((lon - out[-1][0]) / 360)
        out.append((lon, lat))
    return out


def read_lines(topology):
    sx, sy = topology["transform"]["scale"]
    tx, ty = topology["transform"]["translate"]
    lines = []
    for arc in topology["arcs"]:
        x = y = 0
        points = []
        for dx, dy in arc:
            x, y = x + dx, y + dy
            points.append((x * sx + tx, y * sy + ty))
        lines.append(unwrap(points))
    return lines


def ring_points(lines, ring):
    points = []
    for number in ring:
        points += lines[number] if number >= 0 else lines[~number][::-1]
    return unwrap(points)


def rings_of(country):
    if country["type"] == "Polygon":
        return country["arcs"]
    return [ring for polygon in country["arcs"] for ring in polygon]


def area(ring):
    middle = math.radians(sum(lat for _, lat in ring) / len(ring))
    return abs(sum(a[0] * b[1] - b[0] * a[1] for a, b in zip(ring, ring[1:]))) / 2 * math.cos(middle)


def name_place(rings):
    """The middle of the widest strip of land in the largest piece, and that strip's width."""
    ring = max(rings, key=area)
    lats = [lat for _, lat in ring]
    low, high = max(min(lats), LOWEST), max(lats)
    best = (0, ring[0][0], ring[0][1])
    for i in range(1, 40):
        lat = low + (high - low) * i / 40
        cuts = sorted(
            x1 + (lat - y1) * (x2 - x1) / (y2 - y1)
            for (x1, y1), (x2, y2) in zip(ring, ring[1:])
            if (y1 > lat) != (y2 > lat)
        )
        for left, right in zip(cuts[::2], cuts[1::2]):
            # Near the middle a name stands better than at an edge where the land is a little wider.
            weight = (right - left) * math.cos(math.radians(lat)) * (1 - abs(i - 20) / 40)
            if weight > best[0]:
                best = (weight, (left + right) / 2, lat)
                width = right - left
    return best[1], best[2], width if best[0] else 0


def main():
    source, target = sys.argv[1:]
    with (gzip.open if source.endswith(".gz") else open)(source, "rt", encoding="utf-8") as file:
        topology = json.load(file)
    lines = read_lines(topology)
    countries = topology["objects"]["countries"]["geometries"]
    shared = [0] * len(lines)
    kept = []
    for country in countries:
        rings = [r for r in rings_of(country) if max(lat for _, lat in ring_points(lines, r)) > LOWEST]
        kept.append((country["properties"]["name"], rings))
        for ring in rings:
            for number in ring:
                shared[number if number >= 0 else ~number] += 1
    out = bytearray(b"FCB1" + varint(len(lines)))
    for number, line in enumerate(lines):
        places = [(round(lon * UNITS), round(lat * UNITS)) for lon, lat in line]
        places = places[:1] + [b for a, b in zip(places, places[1:]) if a != b]
        out += varint(shared[number] > 1) + varint(len(places) if shared[number] else 0)
        before = (0, 0)
        for place in places if shared[number] else []:
            out += signed(place[0] - before[0]) + signed(place[1] - before[1])
            before = place
    out += varint(len(kept))
    for name, rings in kept:
        lon, lat, width = name_place([ring_points(lines, ring) for ring in rings])
        text = name.encode()
        out += varint(len(text)) + text + signed(round(lon * UNITS)) + signed(round(lat * UNITS))
        out += varint(round(width * UNITS)) + varint(len(rings))
        for ring in rings:
            out += varint(len(ring)) + b"".join(signed(number) for number in ring)
    with open(target, "wb") as file:
        file.write(out)


if __name__ == "__main__":
    main()
