"""What coders work with: sources, drafts, layout, differences, agreement, tables and the codebook."""
