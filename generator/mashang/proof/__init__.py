"""Proof: what was published when. Snapshots of closed months, the manifest of a site, its signature."""
