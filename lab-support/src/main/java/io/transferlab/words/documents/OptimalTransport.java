package io.transferlab.words.documents;

import java.util.Arrays;

/**
 * The optimal transport between two small distributions: the least cost of moving one into the
 * other. Solved exactly, as a flow of least cost by successive shortest paths with potentials (R.
 * K. Ahuja, T. L. Magnanti, J. B. Orlin: Network Flows, 1993, section 9.7), each path by Dijkstra's
 * algorithm on a dense graph. Own code: no library at hand solves it; Smile and Commons Math have
 * general linear programming at best, far slower for a few dozen words.
 */
final class OptimalTransport {
  /** Mass below this counts as none: what rounding leaves of 1. */
  private static final double NOTHING = 1e-12;

  private final double[] supply;
  private final double[] demand;
  private final double[][] cost;
  private final double[][] flow;
  private final double[] potentialLeft;
  private final double[] potentialRight;

  private OptimalTransport(double[] supply, double[] demand, double[][] cost) {
    this.supply = supply.clone();
    this.demand = demand.clone();
    this.cost = cost;
    this.flow = new double[supply.length][demand.length];
    this.potentialLeft = new double[supply.length];
    this.potentialRight = new double[demand.length];
  }

  /**
   * Solves.
   *
   * @param supply masses of at least 0
   * @param demand masses of at least 0 with the same sum
   * @param cost {@code [supply][demand]}, at least 0, of moving a unit
   * @return the least total cost
   */
  static double cost(double[] supply, double[] demand, double[][] cost) {
    return new OptimalTransport(supply, demand, cost).solve();
  }

  private double solve() {
    while (augment()) {
      // each path empties a supply, fills a demand or undoes a flow
    }
    double total = 0;
    for (int i = 0; i < supply.length; i++) {
      for (int j = 0; j < demand.length; j++) {
        total += flow[i][j] * cost[i][j];
      }
    }
    return total;
  }

  /** Sends what it can along the cheapest path from what is left to what is missing. */
  private boolean augment() {
    int n = supply.length;
    int m = demand.length;
    double[] distance = new double[n + m];
    int[] before = new int[n + m];
    boolean[] done = new boolean[n + m];
    Arrays.fill(distance, Double.POSITIVE_INFINITY);
    Arrays.fill(before, -1);
    for (int i = 0; i < n; i++) {
      if (supply[i] > NOTHING) {
        distance[i] = 0;
      }
    }
    int end = -1;
    while (end < 0) {
      int node = nearest(distance, done);
      if (node < 0) {
        return false;
      }
      done[node] = true;
      if (node < n) {
        for (int j = 0; j < m; j++) {
          relax(node, n + j, reduced(node, j), distance, before);
        }
      } else if (demand[node - n] > NOTHING) {
        end = node;
      } else {
        for (int i = 0; i < n; i++) {
          if (flow[i][node - n] > NOTHING) {
            relax(node, i, -reduced(i, node - n), distance, before);
          }
        }
      }
    }
    double far = distance[end];
    for (int v = 0; v < n + m; v++) {
      double shift = Math.min(distance[v], far);
      if (v < n) {
        potentialLeft[v] += shift;
      } else {
        potentialRight[v - n] += shift;
      }
    }
    send(end, before);
    return true;
  }

  private double reduced(int i, int j) {
    return cost[i][j] + potentialLeft[i] - potentialRight[j];
  }

  private static int nearest(double[] distance, boolean[] done) {
    int best = -1;
    for (int v = 0; v < distance.length; v++) {
      if (!done[v]
          && distance[v] < Double.POSITIVE_INFINITY
          && (best < 0 || distance[v] < distance[best])) {
        best = v;
      }
    }
    return best;
  }

  private static void relax(int from, int to, double length, double[] distance, int[] before) {
    // Reduced costs are at least 0 but for rounding.
    double through = distance[from] + Math.max(0, length);
    if (through < distance[to]) {
      distance[to] = through;
      before[to] = from;
    }
  }

  private void send(int end, int[] before) {
    int n = supply.length;
    double amount = demand[end - n];
    int v = end;
    while (before[v] >= 0) {
      int u = before[v];
      if (u >= n) {
        amount = Math.min(amount, flow[v][u - n]);
      }
      v = u;
    }
    amount = Math.min(amount, supply[v]);
    supply[v] -= amount;
    demand[end - n] -= amount;
    for (int w = end; before[w] >= 0; w = before[w]) {
      int u = before[w];
      if (u < n) {
        flow[u][w - n] += amount;
      } else {
        flow[w][u - n] -= amount;
      }
    }
  }
}
