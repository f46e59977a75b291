"""What networkx computes of five of its networks; see README.md."""

import json
import re
import sys

import networkx as nx
from networkx.algorithms.link_analysis.pagerank_alg import _pagerank_python

NETWORKS = {
    "karate": nx.karate_club_graph,
    "florentine": nx.florentine_families_graph,
    "kite": nx.krackhardt_kite_graph,
    "davis": nx.davis_southern_women_graph,
    "les-miserables": nx.les_miserables_graph,
}

# Floats are added up in another order by another Python.
WITHIN = 1e-12


def slug(node):
    if isinstance(node, int):
        return f"{node:02}"
    return re.sub(r"[^a-z0-9]+", "-", node.lower()).strip("-")


def simple(people, pairs, make=nx.Graph):
    graph = make()
    graph.add_nodes_from(people)
    graph.add_edges_from(pairs)
    return graph


def pairs(found):
    return sorted(sorted(pair) for pair in found)


def parts(graph):
    return sorted(sorted(part) for part in nx.connected_components(graph))


def page_rank(graph):
    return _pagerank_python(graph, alpha=0.85, tol=1e-6, weight=None)


def ties_of(people, edges):
    """Every pair, some twice, some the other way round, and one person with themselves."""
    ties = [[people[0], people[0]]]
    for at, (a, b) in enumerate(edges):
        ties.append([b, a] if at % 2 else [a, b])
        if at % 5 == 0:
            ties.append([a, b])
        if at % 7 == 0:
            ties.append([b, a])
    return ties


def nominations_of(edges):
    found = []
    for at, (a, b) in enumerate(edges):
        if at % 3 != 1:
            found.append([a, b])
        if at % 3 != 0:
            found.append([b, a])
    return found


def undirected(people, ties):
    # A graph of many edges between two becomes one of pairs.
    graph = nx.Graph(simple(people, ties, nx.MultiGraph))
    graph.remove_edges_from(list(nx.selfloop_edges(graph)))
    hub = max(people, key=lambda it: (graph.degree(it), it))
    without = graph.copy()
    without.remove_node(hub)
    return {
        "betweenness": nx.betweenness_centrality(graph),
        "articulation_points": sorted(nx.articulation_points(graph)),
        "bridges": pairs(nx.bridges(graph)),
        "parts": parts(graph),
        "page_rank": page_rank(graph),
        "hub": hub,
        "parts_without_hub": parts(without),
    }


def directed(people, nominations):
    graph = simple(people, nominations, nx.DiGraph)
    influence = graph.reverse()
    members = sorted({people[0], people[len(people) // 2]})
    away = nx.multi_source_dijkstra_path_length(influence, set(members), weight=None)
    reached = {
        str(hops): sorted(it for it, steps in away.items() if steps <= hops) for hops in (1, 2)
    }
    return {
        "betweenness": nx.betweenness_centrality(influence),
        "page_rank": page_rank(graph),
        "named_by": dict(graph.in_degree()),
        "members": members,
        "reached": reached,
        "beyond": sorted(set(people) - set(away)),
    }


def network(name, graph):
    names = {node: slug(node) for node in graph}
    people = sorted(names.values())
    assert len(set(people)) == len(people), f"{name}: two people have one name"
    edges = pairs((names[a], names[b]) for a, b in graph.edges())
    ties, nominations = ties_of(people, edges), nominations_of(edges)
    return {
        "name": name,
        "people": people,
        "ties": ties,
        "nominations": nominations,
        "undirected": undirected(people, ties),
        "directed": directed(people, nominations),
    }


def differences(kept, now, where=""):
    if isinstance(kept, dict) and isinstance(now, dict) and kept.keys() == now.keys():
        return [it for key in kept for it in differences(kept[key], now[key], f"{where}.{key}")]
    if isinstance(kept, list) and isinstance(now, list) and len(kept) == len(now):
        both = enumerate(zip(kept, now))
        return [it for at, (a, b) in both for it in differences(a, b, f"{where}[{at}]")]
    if isinstance(kept, float) and isinstance(now, float) and abs(kept - now) <= WITHIN:
        return []
    return [] if type(kept) is type(now) and kept == now else [f"{where}: kept {kept}, now {now}"]


def main():
    found = {
        "made_with": f"networkx {nx.__version__}",
        "networks": [network(name, make()) for name, make in NETWORKS.items()],
    }
    # As it is read back.
    found = json.loads(json.dumps(found))
    match sys.argv[1:]:
        case ["--write", path]:
            with open(path, "w", encoding="utf-8") as file:
                json.dump(found, file, indent=1, sort_keys=True)
                file.write("\n")
        case ["--check", path]:
            with open(path, encoding="utf-8") as file:
                wrong = differences(json.load(file), found)
            if wrong:
                sys.exit("\n".join([f"{path} is not what networkx computes:", *wrong[:20]]))
            print(f"{path} is what {found['made_with']} computes")
        case _:
            sys.exit("figures.py --check FILE, or --write FILE")


main()
