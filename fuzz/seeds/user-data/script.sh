#!/bin/sh
useradd ann
curl https://ann:hunter2@example.com/
