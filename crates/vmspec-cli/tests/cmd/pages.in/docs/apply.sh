#!/bin/sh
kubectl apply -f - <<'EOF'
apiVersion: apps.cozystack.io/v1alpha1
kind: VMDisk
metadata:
  name: data
spec:
  size: 20Gi
EOF
# What the shell fills in is known when it runs.
kubectl apply -f - <<EOF
apiVersion: apps.cozystack.io/v1alpha1
kind: VMDisk
metadata:
  name: $NAME
spec:
  size: 20Gi
EOF
